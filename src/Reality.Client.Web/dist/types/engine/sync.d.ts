import type { Core } from './core.js';
import { type Payloads } from './payloads.js';
import type { SyncResult } from './types.js';
/** Asks the server what has changed: one request for all keys due in the same tick, never two at once, and nothing asked meanwhile is lost. */
export interface SyncLoop {
    readonly payloads: Payloads;
    /** What syncs wait for before they are sent. */
    gate: Promise<unknown> | undefined;
    /** Asks for these keys with the next sync, which is sent in the next tick or as soon as the one under way has ended. */
    ask(keys: Iterable<string>, reason: string): void;
    /** Asks for these keys and resolves when the answer has come and what it lists is shown, or could not be. */
    wait(keys: readonly string[], reason: string): Promise<SyncResult>;
    /** A sync is under way, or about to be. */
    busy(): boolean;
    /** An answer that was had by other means is used if it is about exactly what is held now, and nothing else is under way. */
    offer(asked: ReadonlyMap<string, number>, answer: unknown): boolean;
    dispose(): void;
}
export declare function createSync(core: Core): SyncLoop;
