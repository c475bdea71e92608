import assert from 'node:assert/strict';
import type { Store, StoredEntry } from '../../../src/Reality.Client.Web/dist/client/persist.js';

/** A store that outlives the engines of a scenario. */
export class Kept implements Store {
  readonly #scopes = new Map<string, Map<string, unknown>>();

  readonly load = async (scope: string) => [...this.#of(scope).values()];
  readonly put = async (scope: string, entry: StoredEntry) => void this.#of(scope).set(entry.key, structuredClone(entry));
  readonly delete = async (scope: string, key: string) => void this.#of(scope).delete(key);
  readonly clear = async (scope: string) => void this.#scopes.delete(scope);

  /** Damages what is kept of a key, in every scope. */
  spoil(key: string): void {
    const holding = [...this.#scopes.values()].filter((entries) => entries.has(key));
    assert.notEqual(holding.length, 0, `Nothing is kept of ${key}.`);
    for (const entries of holding) entries.set(key, { ...(entries.get(key) as StoredEntry), version: 'two' });
  }

  #of(scope: string): Map<string, unknown> {
    const entries = this.#scopes.get(scope) ?? new Map<string, unknown>();
    this.#scopes.set(scope, entries);
    return entries;
  }
}
