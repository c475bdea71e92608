import { Reality, key } from '/reality/client.js';
import { changed } from './changes.js';

/** The one engine of this page: it asks the server what changed when the page is shown, focused or online again, and after each write. */
export const reality = new Reality();

export const roomKey = (roomId) => key`chat:room:${roomId}`;
export const profileKey = (userId) => key`user:${userId}:profile`;

const statuses = new Map();

/** Subscribes to a key, and counts it in what the page says of its own freshness. Gives back what ends that. */
export function watch(watchedKey, subscription) {
  const end = reality.subscribe(watchedKey, {
    ...subscription,
    onStatus: (status, state) => {
      statuses.set(watchedKey, status);
      subscription.onStatus?.(status, state);
      changed();
    },
  });
  return () => {
    statuses.delete(watchedKey);
    end();
  };
}

/** How far what is shown can be trusted: `offline`, `failing`, `checking` or `fresh`. */
export function health() {
  const all = [...statuses.values()];
  if (!navigator.onLine) return 'offline';
  if (all.includes('error')) return 'failing';
  return all.some((status) => status === 'loading' || status === 'refreshing' || status === 'stale') ? 'checking' : 'fresh';
}
