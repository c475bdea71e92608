import type { Core } from '../core.js';
import type { Hint } from './live.js';
/** Web Locks, as far as they are needed. */
export interface Locks {
    request(name: string, options: {
        signal: AbortSignal;
    }, held: () => Promise<void>): Promise<unknown>;
}
export interface Tabs {
    /** Whether this tab asks for all. */
    leads(): boolean;
    /** Wants to lead when nobody does. */
    join(): void;
    leave(): void;
    close(): void;
    /** Tells the leader what this tab shows. */
    want(known: Map<string, number> | undefined): void;
    /** What all tabs show: each key with the newest version that one of them has. */
    all(own: Map<string, number>): Map<string, number>;
    tell(hint: Hint): void;
    /** Asks the others to say again what they show: one that does not has gone. */
    poll(): void;
}
export declare function createTabs(core: Core, scope: string, given: Locks | null | undefined, to: {
    hint(hint: Hint): void;
    step(): void;
}): Tabs;
