import type { Query, QueryClient } from '@tanstack/query-core';
import type { Reality } from '../engine/reality.js';
import type { Key } from '../engine/types.js';
export interface ConnectOptions {
    /** Which key a query shows; `undefined` where it is none of ours. Default: `meta.reality` of the query, a key. */
    keyOf?: (query: Query) => Key | undefined;
}
/** For queries that are connected: nothing but a change refetches them. */
export declare const connected: {
    readonly staleTime: number;
    readonly refetchOnWindowFocus: false;
    readonly refetchOnReconnect: false;
};
/**
 * Lets the server tell which queries are out of date: every active query that shows a key is fetched again when the key has changed, by its
 * own `queryFn`, and otherwise never. The version is learned before the query is fetched, so that what is fetched is never taken for newer than
 * it is.
 *
 * @returns Ends it.
 */
export declare function connectQueries(reality: Pick<Reality, 'subscribe'>, queries: QueryClient, options?: ConnectOptions): () => void;
