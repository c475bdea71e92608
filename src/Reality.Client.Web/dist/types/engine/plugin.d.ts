import type { Core } from './core.js';
import type { SyncLoop } from './sync.js';
/** The inside of an engine, for the parts of this package; nothing in it is promised to others. */
export interface Internals {
    readonly core: Core;
    readonly loop: SyncLoop;
    /** Asks for those of the keys that have subscribers, or for all that have. */
    ask(reason: string, keys?: Iterable<string>): void;
    /** Ends the engine. */
    dispose(): void;
}
/** A part that is brought along, such as `live()`: called once when the engine starts, it may return how to stop it. */
export type Plugin = (engine: Internals) => void | (() => void);
