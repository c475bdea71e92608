import { createCore, type Core } from './core';
import { blank, Entry, tell, type Subscriber } from './entry';
import { httpError } from './errors';
import { isResponse } from './fetching';
import { textOf, textsOf } from './key';
import type { Pending } from './mutations';
import { settle } from './settings';
import { createSync, type SyncLoop } from './sync';
import { send } from './transport';
import type { Key, KeyState, Mutation, RealityOptions, Subscription, SyncResult, WatchOptions } from './types';
import { bumpedHeader, versionHeader } from './wire';

/**
 * Keeps the data of keys up to date: asks the server which have changed, fetches only those, and shows mutations before the server
 * has confirmed them.
 */
export class Reality {
  readonly #core: Core;
  readonly #loop: SyncLoop;
  readonly #stops: ((() => void) | void)[];
  /** The last of the mutations queued under a name, or for a key. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(options: RealityOptions = {}) {
    const core = (this.#core = createCore(settle(options)));
    const loop = (this.#loop = createSync(core));
    const ask = (reason: string, keys?: Iterable<string>) => (keys ? this.#ask(keys, reason) : void this.#sync(undefined, reason));
    const { use, triggers } = core.settings;
    this.#stops = [...use.map((plugin) => plugin({ core, loop, ask })), ...triggers.map((trigger) => trigger(ask))];
  }

  /** Keeps a key up to date until the returned function is called. Callbacks come later, never before this returns. */
  subscribe<T = any>(key: Key<T>, subscription: Subscription<T> = {}): () => void {
    const text = textOf(key);
    const core = this.#core;
    if (core.disposed) throw new Error('This engine is disposed');
    let entry = core.entries.get(text);
    if (!entry) core.entries.set(text, (entry = new Entry(text)));
    const { subscribers, eviction } = entry;
    const subscriber: Subscriber = { callbacks: typeof key === 'string' || subscription.url ? subscription : { ...subscription, url: key.url! }, told: blank(text) };
    subscribers.add(subscriber);
    core.stop(eviction);
    entry.truth ??= core.recall?.(text);
    core.refresh(entry);
    queueMicrotask(() => {
      if (subscribers.has(subscriber)) tell(subscriber, entry.state);
    });
    this.#loop.ask([text], 'mount');
    return () => {
      if (subscribers.delete(subscriber) && !subscribers.size) this.#leave(entry);
    };
  }

  /** The states of a key, one after the other, from the present one on; a slow reader skips to the newest. */
  async *watch<T = any>(key: Key<T>, options: WatchOptions<T> = {}): AsyncGenerator<KeyState<T>, void, undefined> {
    const core = this.#core;
    const { signal } = options;
    const stop = this.subscribe(key, options);
    signal?.addEventListener('abort', core.wake);
    let told: KeyState<T> | undefined;
    const over = () => core.disposed || signal?.aborted;
    try {
      while (!over()) {
        const state = this.get(key);
        if (state !== told) yield (told = state);
        else await new Promise<void>((resolve) => core.waiting.add(() => (over() || this.get(key) !== told) && (resolve(), true)));
      }
    } finally {
      signal?.removeEventListener('abort', core.wake);
      stop();
    }
  }

  /** The snapshot of a key, the same object until something changes. */
  get<T = any>(key: Key<T>): KeyState<T> {
    const text = typeof key === 'string' ? key : key.text;
    return (this.#core.entries.get(text)?.state ?? blank(text)) as KeyState<T>;
  }

  /** Asks now what has changed: of the given keys, or of all. Resolves when it is shown, or could not be; never rejects. */
  sync(keys?: Key | Iterable<Key>): Promise<SyncResult> {
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
  async mutate<R, T = any>(mutation: Mutation<R, T>): Promise<R> {
    const core = this.#core;
    const { stack, push } = core.mutations;
    const pending = push(mutation, textsOf(mutation.keys ?? []));
    const keys = [...pending.needs.keys()];
    const bumped = new Map<string, number>();
    let { epoch } = core;
    const note = (response: Response) => {
      for (const [key, version] of this.#note(response, epoch)) bumped.set(key, Math.max(version, bumped.get(key) ?? 0));
    };
    core.event('mutation', undefined, `sent: ${keys}`);
    this.#publish(keys);
    try {
      const result = await this.#queued(mutation.queue === true ? keys : mutation.queue ? [mutation.queue] : [], () => {
        ({ epoch } = core);
        return mutation.request({
          fetch: async (input, init) => {
            const response = await send(core, input, init);
            note(response);
            return response;
          },
        });
      });
      if (isResponse(result)) {
        note(result);
        if (!result.ok) throw await httpError(result, 'Mutation', core.settings.now());
      }
      this.#succeeded(pending, keys, core.epoch === epoch ? bumped : new Map(), [...bumped.keys()]);
      return result;
    } catch (error) {
      stack.delete(pending);
      core.event('mutation', undefined, `failed: ${String(error)}`, { error });
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
    for (const stop of this.#stops) stop?.();
    for (const entry of core.entries.values()) {
      this.#loop.payloads.cancel(entry);
      core.stop(entry.eviction);
    }
    this.#loop.dispose();
    core.entries.clear();
  }

  /** Runs a request when those before it in its queues have ended. */
  async #queued<R>(names: readonly string[], request: () => Promise<R> | R): Promise<R> {
    const before = names.map((name) => this.#queues.get(name));
    const run = before.some(Boolean) ? Promise.allSettled(before).then(request) : (async () => request())();
    for (const name of names) this.#queues.set(name, run);
    try {
      return await run;
    } finally {
      for (const name of names) if (this.#queues.get(name) === run) this.#queues.delete(name);
    }
  }

  #succeeded(pending: Pending, keys: string[], bumped: Map<string, number>, others: string[]): void {
    const { entries, mutations, event, next } = this.#core;
    const { needs, mutation } = pending;
    const verify = mutation.verify !== false;
    pending.phase = 'verifying';
    pending.since = next;
    for (const key of keys) {
      const entry = entries.get(key);
      if (!verify || !entry?.subscribers.size || entry.refused) mutations.drop(pending, key);
      else {
        needs.set(key, bumped.get(key));
        mutations.prune(entry);
      }
    }
    if (!needs.size) mutations.stack.delete(pending);
    event('mutation', undefined, `succeeded: ${keys}`);
    this.#publish(keys);
    if (verify) this.#ask([...keys, ...others], 'mutation');
  }

  #sync(keys: Key | Iterable<Key> | undefined, reason: string): Promise<SyncResult> {
    return this.#loop.wait(keys === undefined ? this.#core.held().map((entry) => entry.key) : textsOf(keys), reason);
  }

  #ask(keys: Iterable<string>, reason: string): void {
    const held = [...keys].filter((key) => this.#core.entries.get(key)?.subscribers.size);
    if (held.length) this.#loop.ask(held, reason);
  }

  #note({ headers }: Response, epoch: string | undefined): Map<string, number> {
    this.#core.note(versionHeader(headers, 'Reality-Seen'), epoch);
    return bumpedHeader(headers);
  }

  #publish(keys: Iterable<string>): void {
    this.#core.publish([...keys].flatMap((key) => this.#core.entries.get(key) ?? []));
  }

  /** The last subscriber has gone: nothing is fetched for the key any more, and what is held is kept for a while. */
  #leave(entry: Entry): void {
    const core = this.#core;
    const { payloads } = this.#loop;
    payloads.cancel(entry);
    entry.confirmed = false;
    core.mutations.forget(entry.key);
    core.publish([entry]);
    payloads.settle();
    entry.eviction = core.after(core.settings.keepFor, () => core.entries.delete(entry.key));
    // A program that has nothing else to do need not wait for that.
    (entry.eviction as { unref?: () => void } | undefined)?.unref?.();
  }
}
