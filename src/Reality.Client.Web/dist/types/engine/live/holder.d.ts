import type { Internals } from '../plugin.js';
import type { Tabs } from './tabs.js';
export interface Holder {
    /** The keys that this tab shows at the newest version known; undefined while a sync or a payload is on its way. */
    own(): Map<string, number> | undefined;
    /** Leaves a question with the server if there is none, and one should be. */
    step(): void;
    /** Takes the question back. */
    end(): void;
    /** There is a new reason to believe that the server has room. */
    afresh(): void;
}
export declare function createHolder(engine: Internals, tabs: Tabs, { wait, interval }: {
    wait: number;
    interval: number;
}): Holder;
