import { Core } from './core';
import { blank, Entry, tell, type Subscriber } from './entry';
import { httpError } from './errors';
import { isResponse } from './fetching';
import { keyFault } from './key';
import { Pending } from './mutations';
import { settle } from './settings';
import { SyncLoop } from './sync';
import type { KeyState, Mutation, RealityOptions, Subscription, SyncResult } from './types';
import { bumpedHeader, versionHeader } from './wire';

/**
 * Keeps the data of keys up to date: asks the server which have changed, fetches only those, and shows mutations before the server
 * has confirmed them.
 */
export class Reality {
  readonly #core: Core;
  readonly #loop: SyncLoop;
  readonly #triggers: (() => void)[];

  constructor(options: RealityOptions = {}) {
    this.#core = new Core(settle(options));
    this.#loop = new SyncLoop(this.#core);
    this.#triggers = this.#core.settings.triggers.map((trigger) => trigger((reason) => void this.#sync(undefined, reason)));
  }

  /** Keeps a key up to date until the returned function is called. Callbacks come later, never before this returns. */
  subscribe<T = any>(key: string, subscription: Subscription<T>): () => void {
    const fault = keyFault(key);
    if (fault) throw new TypeError(fault);
    const core = this.#core;
    if (core.disposed) throw new Error('This engine has been disposed of.');
    let entry = core.entries.get(key);
    if (!entry) core.entries.set(key, (entry = new Entry(key)));
    const { subscribers, eviction } = entry;
    const subscriber: Subscriber = { callbacks: subscription, told: blank(key) };
    subscribers.add(subscriber);
    core.stop(eviction);
    core.refresh(entry);
    queueMicrotask(() => {
      if (subscribers.has(subscriber)) tell(subscriber, entry.state);
    });
    this.#loop.ask([key], 'mount');
    return () => {
      if (subscribers.delete(subscriber) && !subscribers.size) this.#leave(entry);
    };
  }

  /** The snapshot of a key, the same object until something changes. */
  get<T = any>(key: string): KeyState<T> {
    return (this.#core.entries.get(key)?.state ?? blank(key)) as KeyState<T>;
  }

  /** Asks now what has changed: of the given keys, or of all. Resolves when it is shown, or could not be; never rejects. */
  sync(keys?: string | Iterable<string>): Promise<SyncResult> {
    return this.#sync(keys, 'by hand');
  }

  /** Asks now what has changed of all keys. */
  syncAll(): Promise<SyncResult> {
    return this.sync();
  }

  /**
   * Sends a mutation and shows its effect meanwhile. Resolves with what the request returned. If it fails, its effect, and only that, is
   * taken back, and the promise is rejected. After success the effect stays until a payload includes it.
   */
  async mutate<R>(mutation: Mutation<R>): Promise<R> {
    const core = this.#core;
    const pending = new Pending(mutation, list(mutation.keys ?? []));
    const keys = [...pending.needs.keys()];
    const { epoch } = core;
    const bumped = new Map<string, number>();
    const note = (response: Response) => {
      for (const [key, version] of this.#note(response, epoch)) bumped.set(key, Math.max(version, bumped.get(key) ?? 0));
    };
    core.event('mutation', undefined, `sent: ${keys.join(', ')}`);
    core.mutations.stack.add(pending);
    this.#publish(keys);
    try {
      const result = await mutation.request({
        fetch: async (input, init) => {
          const response = await core.transport.fetch(input, init);
          note(response);
          return response;
        },
      });
      if (isResponse(result)) {
        note(result);
        if (!result.ok) throw await httpError(result, 'The mutation', core.settings.now());
      }
      this.#succeeded(pending, keys, core.epoch === epoch ? bumped : new Map(), [...bumped.keys()]);
      return result;
    } catch (error) {
      core.mutations.stack.delete(pending);
      core.event('mutation', undefined, `failed: ${String(error)}`);
      this.#publish(keys);
      // It may have reached the server all the same.
      this.#ask([...keys, ...bumped.keys()], 'failed mutation');
      throw error;
    }
  }

  /** Notes what an answer of the application says of bumped keys, and asks for those held; for writes sent without `mutate`. */
  observe(response: Response): void {
    this.#ask(this.#note(response, this.#core.epoch).keys(), 'bumped');
  }

  /** Stops everything: requests, timers and triggers. Nobody is called any more. */
  dispose(): void {
    const core = this.#core;
    core.disposed = true;
    for (const stop of this.#triggers) stop();
    for (const entry of core.entries.values()) {
      this.#loop.payloads.cancel(entry);
      core.stop(entry.eviction);
    }
    this.#loop.dispose();
    core.entries.clear();
  }

  #succeeded(pending: Pending, keys: string[], bumped: Map<string, number>, others: string[]): void {
    const { entries, mutations } = this.#core;
    pending.phase = 'verifying';
    pending.after = this.#loop.next;
    for (const key of keys) {
      const entry = entries.get(key);
      if (pending.mutation.verify === false || !entry?.subscribers.size || entry.refused) mutations.drop(pending, key);
      else {
        pending.needs.set(key, bumped.get(key));
        mutations.prune(entry);
      }
    }
    if (!pending.needs.size) mutations.stack.delete(pending);
    this.#core.event('mutation', undefined, `succeeded: ${keys.join(', ')}`);
    this.#publish(keys);
    if (pending.mutation.verify !== false) this.#ask([...keys, ...others], 'mutation');
  }

  #sync(keys: string | Iterable<string> | undefined, reason: string): Promise<SyncResult> {
    const asked = keys === undefined ? this.#core.held().map((entry) => entry.key) : list(keys);
    return this.#loop.wait(asked, reason);
  }

  #ask(keys: Iterable<string>, reason: string): void {
    const held = [...keys].filter((key) => this.#core.entries.get(key)?.subscribers.size);
    if (held.length) this.#loop.ask(held, reason);
  }

  #note(response: Response, epoch: string | undefined): Map<string, number> {
    this.#core.note(versionHeader(response.headers, 'Reality-Seen'), epoch);
    return bumpedHeader(response.headers);
  }

  #publish(keys: Iterable<string>): void {
    this.#core.publish([...keys].flatMap((key) => this.#core.entries.get(key) ?? []));
  }

  /** The last subscriber has gone: nothing is fetched for the key any more, and what is held is kept for a while. */
  #leave(entry: Entry): void {
    const core = this.#core;
    this.#loop.payloads.cancel(entry);
    entry.confirmed = false;
    core.mutations.forget(entry.key);
    core.publish([entry]);
    this.#loop.payloads.settle();
    entry.eviction = core.after(core.settings.keepFor, () => core.entries.delete(entry.key));
    // A program that has nothing else to do need not wait for that.
    (entry.eviction as { unref?: () => void } | undefined)?.unref?.();
  }
}

const list = (keys: string | Iterable<string>): string[] => (typeof keys === 'string' ? [keys] : [...keys]);

