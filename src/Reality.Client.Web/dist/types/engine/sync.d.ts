import type { Core } from './core.js';
import { type Payloads } from './payloads.js';
import type { SyncResult } from './types.js';
import { type Answer } from './wire.js';
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
    /** Takes over what an answer says of the keys that were asked for; `done` follows. */
    accept(asked: ReadonlyMap<string, number>, answer: Answer, sequence: number, reason: string): void;
    /** A sync has ended: what is wanted by now is asked for, after `wait` if it has failed, and what is in hand is shown. */
    done(asked: ReadonlyMap<string, number>, sequence: number, wait?: number): void;
    dispose(): void;
}
export declare function createSync(core: Core): SyncLoop;
