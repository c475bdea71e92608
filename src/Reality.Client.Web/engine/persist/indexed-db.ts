import type { Store, StoredEntry } from './store';

const name = 'entries';

function ended<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Keeps entries in IndexedDB, in one database for each scope. Where there is none, every call fails. */
export function indexedDbStore(prefix = 'reality', factory = globalThis.indexedDB): Store {
  const open = new Map<string, Promise<IDBDatabase>>();
  const database = (scope: string) => {
    let opened = open.get(scope);
    if (!opened) {
      const request = factory.open(`${prefix}:${scope}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(name, { keyPath: 'key' });
      opened = ended(request).then((db) => {
        // Another tab deletes or upgrades it: it is opened again when it is needed.
        db.onversionchange = () => {
          db.close();
          open.delete(scope);
        };
        return db;
      });
      opened.catch(() => open.delete(scope));
      open.set(scope, opened);
    }
    return opened;
  };
  const entries = async (scope: string, mode: IDBTransactionMode) => (await database(scope)).transaction(name, mode).objectStore(name);
  return {
    load: async (scope) => ended<unknown[]>((await entries(scope, 'readonly')).getAll()),
    put: async (scope, entry: StoredEntry) => void (await ended((await entries(scope, 'readwrite')).put(entry))),
    delete: async (scope, key) => void (await ended((await entries(scope, 'readwrite')).delete(key))),
    clear: async (scope) => void (await ended((await entries(scope, 'readwrite')).clear())),
  };
}
