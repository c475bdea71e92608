import { type Core } from './core.js';
import { type Mutations } from './mutations.js';
import { type SyncLoop } from './sync.js';
import type { Key, KeyState, RealityOptions, Subscription, SyncResult, WatchOptions } from './types.js';
/** The engine for pages that only read: keeps the data of keys up to date, asking the server which have changed and fetching only those. */
export declare class RealityReader {
    #private;
    /** @internal */
    protected readonly core: Core;
    /** @internal */
    protected readonly loop: SyncLoop;
    constructor(options?: RealityOptions, mutations?: Mutations);
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
    /** Stops everything: requests, timers and triggers. Nobody is called any more. */
    dispose(): void;
    /** @internal Asks for those of the keys that have subscribers. */
    protected ask(keys: Iterable<string>, reason: string): void;
}
