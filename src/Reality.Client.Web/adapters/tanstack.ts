import type { Query, QueryClient } from '@tanstack/query-core';
import type { Reality } from '../engine/reality';
import type { Key } from '../engine/types';

export interface ConnectOptions {
  /** Which key a query shows; `undefined` where it is none of ours. Default: `meta.reality` of the query, a key. */
  keyOf?: (query: Query) => Key | undefined;
}

/** For queries that are connected: nothing but a change refetches them. */
export const connected = { staleTime: Infinity, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/**
 * Lets the server tell which queries are out of date: every active query that shows a key is fetched again when the key has changed, by its
 * own `queryFn`, and otherwise never. The version is learned before the query is fetched, so that what is fetched is never taken for newer than
 * it is.
 *
 * @returns Ends it.
 */
export function connectQueries(reality: Pick<Reality, 'subscribe'>, queries: QueryClient, options: ConnectOptions = {}): () => void {
  const keyOf = options.keyOf ?? ((query: Query) => query.meta?.['reality'] as Key | undefined);
  const watched = new Map<Query, () => void>();
  const look = (query: Query): void => {
    const key = query.getObserversCount() > 0 && queries.getQueryCache().get(query.queryHash) === query ? keyOf(query) : undefined;
    const stop = watched.get(query);
    if (key !== undefined && !stop) {
      watched.set(
        query,
        reality.subscribe(key, {
          fetcher: () => {
            // One that is under way may have begun before the version was known: it is given up, and whoever waits for it gets the new one's.
            void query.cancel({ silent: true });
            return query.fetch();
          },
        }),
      );
    } else if (key === undefined && stop) {
      watched.delete(query);
      stop();
    }
  };
  for (const query of queries.getQueryCache().getAll()) look(query);
  const unsubscribe = queries.getQueryCache().subscribe(({ type, query }) => {
    if (type === 'observerAdded' || type === 'observerRemoved' || type === 'removed' || type === 'added') look(query);
  });
  return () => {
    unsubscribe();
    for (const stop of watched.values()) stop();
    watched.clear();
  };
}
