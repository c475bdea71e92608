import { createCore, type Core } from './core';
import { blank, Entry, tell, type Subscriber } from './entry';
import { textOf, textsOf } from './key';
import { noMutations, type Mutations } from './mutations';
import { settle } from './settings';
import { createSync, type SyncLoop } from './sync';
import type { Key, KeyState, RealityOptions, Subscription, SyncResult, WatchOptions } from './types';

/** The engine for pages that only read: keeps the data of keys up to date, asking the server which have changed and fetching only those. */
export class RealityReader {
  /** @internal */
  protected readonly core: Core;
  /** @internal */
  protected readonly loop: SyncLoop;
  readonly #stops: ((() => void) | void)[];

  constructor(options: RealityOptions = {}, mutations: Mutations = noMutations) {
    const core = (this.core = createCore(settle(options), mutations));
    const loop = (this.loop = createSync(core));
    const ask = (reason: string, keys?: Iterable<string>) => (keys ? this.ask(keys, reason) : void this.#sync(undefined, reason));
    const { use, triggers } = core.settings;
    this.#stops = [...use.map((plugin) => plugin({ core, loop, ask, dispose: () => this.dispose() })), ...triggers.map((trigger) => trigger(ask))];
  }

  /** Keeps a key up to date until the returned function is called. Callbacks come later, never before this returns. */
  subscribe<T = any>(key: Key<T>, subscription: Subscription<T> = {}): () => void {
    const text = textOf(key);
    const core = this.core;
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
    this.loop.ask([text], 'mount');
    return () => {
      if (subscribers.delete(subscriber) && !subscribers.size) this.#leave(entry);
    };
  }

  /** The states of a key, one after the other, from the present one on; a slow reader skips to the newest. */
  async *watch<T = any>(key: Key<T>, options: WatchOptions<T> = {}): AsyncGenerator<KeyState<T>, void, undefined> {
    const core = this.core;
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
    return (this.core.entries.get(text)?.state ?? blank(text)) as KeyState<T>;
  }

  /** Asks now what has changed: of the given keys, or of all. Resolves when it is shown, or could not be; never rejects. */
  sync(keys?: Key | Iterable<Key>): Promise<SyncResult> {
    return this.#sync(keys, 'by hand');
  }

  /** Asks now what has changed of all keys. */
  syncAll(): Promise<SyncResult> {
    return this.sync();
  }

  /** Stops everything: requests, timers and triggers. Nobody is called any more. */
  dispose(): void {
    const core = this.core;
    core.disposed = true;
    for (const stop of this.#stops) stop?.();
    for (const entry of core.entries.values()) {
      this.loop.payloads.cancel(entry);
      core.stop(entry.eviction);
    }
    this.loop.dispose();
    core.entries.clear();
  }

  #sync(keys: Key | Iterable<Key> | undefined, reason: string): Promise<SyncResult> {
    return this.loop.wait(keys === undefined ? this.core.held().map((entry) => entry.key) : textsOf(keys), reason);
  }

  /** @internal Asks for those of the keys that have subscribers. */
  protected ask(keys: Iterable<string>, reason: string): void {
    const held = [...keys].filter((key) => this.core.entries.get(key)?.subscribers.size);
    if (held.length) this.loop.ask(held, reason);
  }

  /** The last subscriber has gone: nothing is fetched for the key any more, and what is held is kept for a while. */
  #leave(entry: Entry): void {
    const core = this.core;
    const { payloads } = this.loop;
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
