/** What is kept of a key. */
export interface StoredEntry {
    readonly format: 1;
    readonly key: string;
    readonly payload: unknown;
    readonly version: number;
    readonly etag: string | undefined;
    readonly epoch: string | undefined;
    readonly seen: number;
    /** Unix milliseconds. */
    readonly savedAt: number;
}
/** Where entries are kept, of one scope each: what one scope has put, no other may see. It may fail: then nothing is kept. */
export interface Store {
    /** All entries; whatever else is found there is dropped by the engine. */
    load(scope: string): Promise<readonly unknown[]>;
    put(scope: string, entry: StoredEntry): Promise<void>;
    delete(scope: string, key: string): Promise<void>;
    clear(scope: string): Promise<void>;
}
/** Whether it is an entry of this format, whole; never a guess. */
export declare function isEntry(value: unknown): value is StoredEntry;
