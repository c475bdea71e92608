import type { RealityError } from '../errors';
import type { Plugin } from '../plugin';
import { indexedDbStore } from './indexed-db';
import { isEntry, type Store, type StoredEntry } from './store';

export { indexedDbStore } from './indexed-db';
export type { Store, StoredEntry } from './store';

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

const fromStore = 'from the store';

/**
 * Keeps what is shown beyond the page: it is shown at once when the page comes back, as stale, and one sync tells what of it has changed.
 * What is of another format or of another epoch, is too old, or cannot be read, is dropped. Without a store that works, nothing is kept.
 */
export function persist({ scope, store = indexedDbStore(), maxAge = 30 * 24 * 3600_000, patience = 1_000, onSignOut }: PersistOptions): Persistence {
  const stored = new Map<string, StoredEntry>();
  let isOver = false;
  let tail: Promise<unknown> = Promise.resolve();
  // One after the other, so that the last word is the last written.
  const write = (work: () => Promise<void>) => (tail = tail.then(() => (isOver ? undefined : work())).catch(() => {}));

  const channel = () => (typeof BroadcastChannel === 'function' ? new BroadcastChannel(`reality:signed-out:${scope}`) : undefined);

  const plugin: Plugin = ({ core, loop, dispose }) => {
    const { settings, listeners, entries, event } = core;

    const load = async () => {
      const all = (await store.load(scope)).filter((found) => isEntry(found) && settings.now() - found.savedAt <= maxAge) as StoredEntry[];
      const newest = all.reduce<StoredEntry | undefined>((best, entry) => (best && best.savedAt > entry.savedAt ? best : entry), undefined);
      // Versions of another life of the storage cannot be compared.
      if (isOver || core.disposed || !newest || (core.epoch !== undefined && core.epoch !== newest.epoch)) return;
      core.epoch = newest.epoch;
      for (const entry of all) {
        if (entry.epoch !== newest.epoch) continue;
        stored.set(entry.key, entry);
        core.seen = Math.max(core.seen, entry.seen);
      }
      for (const entry of core.held()) {
        // What has come meanwhile is newer.
        if (entry.truth || entry.refused) continue;
        entry.truth = recall(entry.key);
        if (entry.truth) event('show', entry.key, fromStore, { to: entry.truth.version });
      }
      core.publish(core.held());
    };

    const tabs = channel();
    // A program that has nothing else to do need not wait for it.
    (tabs as { unref?: () => void } | undefined)?.unref?.();
    tabs?.addEventListener('message', () => {
      if (isOver) return;
      isOver = true;
      stored.clear();
      core.mutations.stack.clear();
      for (const entry of entries.values()) loop.payloads.refuse(entry);
      core.publish(entries.values());
      dispose();
      // What was being written when the other tab cleared the store may have come after it.
      void tail.then(() => store.clear(scope)).catch(() => {});
      onSignOut?.();
    });

    const recall = (key: string) => {
      const found = stored.get(key);
      stored.delete(key);
      return found && { data: found.payload, version: found.version, etag: found.etag };
    };
    core.recall = recall;

    const gate = new Promise<void>((open) => {
      const timer = core.after(patience, open);
      load()
        .catch((error: unknown) => event('error', undefined, `The store cannot be read: ${String(error)}`, { error }))
        .finally(() => {
          core.stop(timer);
          open();
        });
    }).then(() => {
      if (loop.gate === gate) loop.gate = undefined;
    });
    loop.gate = gate;

    listeners.push(({ type, key, reason, error }) => {
      const truth = key === undefined ? undefined : entries.get(key)?.truth;
      if (type === 'epoch') {
        stored.clear();
        write(() => store.clear(scope));
      } else if (key !== undefined && type === 'error' && (error as RealityError).kind === 'refused') {
        stored.delete(key);
        write(() => store.delete(scope, key));
      } else if (key !== undefined && type === 'show' && reason !== fromStore && truth?.version) {
        stored.delete(key);
        const { version, etag, data } = truth;
        const { epoch, seen } = core;
        write(() => store.put(scope, { format: 1, key, payload: data, version, etag, epoch, seen, savedAt: settings.now() }));
      }
    });
    return () => tabs?.close();
  };

  return Object.assign(plugin, {
    async clear() {
      isOver = true;
      stored.clear();
      const tabs = channel();
      tabs?.postMessage('');
      tabs?.close();
      await tail;
      await store.clear(scope);
    },
  });
}
