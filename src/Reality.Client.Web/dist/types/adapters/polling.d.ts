import type { Reality } from '../engine/reality.js';
import type { Key, KeyState, Subscription } from '../engine/types.js';
/** What polling needs of the engine. */
export type Poller = Pick<Reality, 'subscribe' | 'sync'>;
export interface PollOptions<T> extends Subscription<T> {
    /** Milliseconds between two questions. */
    interval: number;
    /** Called after each question that was answered, also where nothing had changed, with what is in hand. */
    onTick?: (data: T | undefined, state: KeyState<T>) => void;
    /** The clock's; for tests and other hosts. */
    timers?: {
        setTimeout(callback: () => void, milliseconds: number): unknown;
        clearTimeout(timer: unknown): void;
    };
}
/**
 * Polling as before, at the same interval, but the version is asked for first, once for everything that is polled, and the payload is
 * fetched only where it has changed. The next question is asked an interval after the last one was answered, so that a slow server is
 * never asked twice at a time.
 *
 * @returns Stops it.
 */
export declare function poll<T = any>(reality: Poller, key: Key<T>, options: PollOptions<T>): () => void;
