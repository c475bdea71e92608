import type { Plugin } from '../plugin.js';
import { type Store } from './store.js';
export { indexedDbStore } from './indexed-db.js';
export type { Store, StoredEntry } from './store.js';
export interface PersistOptions {
    /** Whose data it is, such as the id of the signed-in user: another scope never sees it. */
    scope: string;
    /** Default: IndexedDB. */
    store?: Store;
    /** Older entries are dropped. Default 30 days. */
    maxAge?: number;
    /** For so long the first sync waits for the store. Default 1 s. */
    patience?: number;
    /** Another tab of this scope has signed out, and the engine of this one has ended: the place to show the sign-in page. */
    onSignOut?: () => void;
}
export interface Persistence extends Plugin {
    /**
     * Forgets everything of this scope, and keeps nothing more until the page is loaded again; for a sign-out. Other tabs of the scope forget
     * it too: they show nothing of it any more, and their engines end.
     */
    clear(): Promise<void>;
}
/**
 * Keeps what is shown beyond the page: it is shown at once when the page comes back, as stale, and one sync tells what of it has changed.
 * What is of another format or of another epoch, is too old, or cannot be read, is dropped. Without a store that works, nothing is kept.
 */
export declare function persist({ scope, store, maxAge, patience, onSignOut }: PersistOptions): Persistence;
