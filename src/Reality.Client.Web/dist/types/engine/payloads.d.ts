import type { Core } from './core.js';
import type { Entry } from './entry.js';
import { RealityError } from './errors.js';
import { type Node } from './wire.js';
/**
 * Fetches what an answer says has changed and shows it together. Payloads come from moments of their own: only if each has exactly the
 * version that the answer gave do they belong together; else the server is asked again with the payloads' versions.
 */
export interface Payloads {
    /** The answer lists the key, which was asked for with the given version. */
    changed(entry: Entry, node: Node, asked: number, reason: string): void;
    /** The answer does not list the key: what was asked with is the latest. */
    unchanged(entry: Entry, asked: number, reason: string): void;
    refuse(entry: Entry, error?: RealityError): void;
    /** Another life of the storage: what was fetched in the one before cannot be compared. */
    reset(entry: Entry): void;
    /** Stops what is under way for a key and forgets what it has brought. */
    cancel(entry: Entry): void;
    /** A sync has been answered, or has failed. */
    answered(sequence: number, failed: boolean): void;
    /** Shows what is in hand as soon as it belongs together, or waiting would be worse. */
    settle(): void;
}
export declare function createPayloads(core: Core, loop: {
    ask(keys: Iterable<string>, reason: string): void;
    later(): void;
}): Payloads;
