import type { Key, KeyState, Mutation, RealityOptions, Subscription, SyncResult, WatchOptions } from './types.js';
/**
 * Keeps the data of keys up to date: asks the server which have changed, fetches only those, and shows mutations before the server
 * has confirmed them.
 */
export declare class Reality {
    #private;
    constructor(options?: RealityOptions);
    /** Keeps a key up to date until the returned function is called. Callbacks come later, never before this returns. */
    subscribe<T = any>(key: Key<T>, subscription?: Subscription<T>): () => void;
    /** The states of a key, one after the other, from the present one on; a slow reader skips to the newest. */
    watch<T = any>(key: Key<T>, options?: WatchOptions<T>): AsyncGenerator<KeyState<T>, void, undefined>;
    /** The snapshot of a key, the same object until something changes. */
    get<T = any>(key: Key<T>): KeyState<T>;
    /** Asks now what has changed: of the given keys, or of all. Resolves when it is shown, or could not be; never rejects. */
    sync(keys?: Key | Iterable<Key>): Promise<SyncResult>;
    /** Asks now what has changed of all keys. */
    syncAll(): Promise<SyncResult>;
    /**
     * Sends a mutation and shows its effect meanwhile. Resolves with what the request returned. If it fails, its effect, and only that, is
     * taken back, and the promise is rejected. After success the effect stays until a payload includes it.
     */
    mutate<R, T = any>(mutation: Mutation<R, T>): Promise<R>;
    /** Notes what an answer of the application says of bumped keys, and asks for those held; for writes sent without `mutate`. */
    observe(response: Response): void;
    /** Stops everything: requests, timers and triggers. Nobody is called any more. */
    dispose(): void;
}
