import type { Store } from './store.js';
/** Keeps entries in IndexedDB, in one database for each scope. Where there is none, every call fails. */
export declare function indexedDbStore(prefix?: string, factory?: IDBFactory): Store;
