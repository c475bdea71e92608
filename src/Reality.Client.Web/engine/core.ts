import { type Entry, guard, isNews, tell } from './entry';
import type { Mutations } from './mutations';
import type { Settings } from './settings';
import type { Payload, RealityEvent } from './types';

/** What the parts of the engine share: the keys, the pending mutations, and where in the server's history this client is. */
export interface Core {
  readonly settings: Settings;
  readonly entries: Map<string, Entry>;
  readonly mutations: Mutations;
  epoch: string | undefined;
  /** The highest `serverVersion` seen in this epoch. */
  seen: number;
  /** A `Reality-Seen` came whose epoch is not known: the next sync leaves `seen` out, and so is answered from the latest state. */
  doubt: boolean;
  disposed: boolean;
  /** The number of the next sync to be sent. */
  next: number;
  /** Those who wait for a sync to be done with: each says whether it is, and is asked no more then. */
  readonly waiting: Set<() => boolean>;
  readonly listeners: ((event: RealityEvent) => void)[];
  /** What was known of a key before it was mounted. */
  recall: ((key: string) => Payload | undefined) | undefined;
  after(milliseconds: number, callback: () => void): unknown;
  stop(timer: unknown): void;
  /** The keys somebody subscribes to. */
  held(): Entry[];
  /** Notes a `Reality-Seen` or `serverVersion` of an answer whose request was sent in the given epoch. */
  note(seen: number | undefined, epoch: string | undefined): void;
  refresh(entry: Entry): void;
  /** Brings all snapshots up to date, then tells the subscribers: whoever is told of one key finds the others up to date too. */
  publish(entries: Iterable<Entry>): void;
  wake(): void;
  event(type: RealityEvent['type'], key: string | undefined, reason: string, more?: Omit<RealityEvent, 'type' | 'key' | 'reason'>): void;
}

export function createCore(settings: Settings, mutations: Mutations): Core {
  const { timers } = settings;
  const core: Core = {
    settings,
    entries: new Map(),
    mutations,
    epoch: undefined,
    seen: 0,
    doubt: false,
    disposed: false,
    next: 1,
    waiting: new Set(),
    recall: undefined,
    listeners: settings.onEvent ? [settings.onEvent] : [],
    after: (milliseconds, callback) => timers.setTimeout(callback, milliseconds),
    stop: (timer) => timers.clearTimeout(timer),
    held: () => [...core.entries.values()].filter((entry) => entry.subscribers.size),
    note(seen, epoch) {
      if (seen === undefined) return;
      if (epoch === core.epoch) core.seen = Math.max(core.seen, seen);
      else core.doubt = true;
    },
    refresh(entry) {
      mutations.view(entry);
      entry.refresh();
    },
    publish(entries) {
      if (core.disposed) return;
      const changes: [Entry, Entry['state']][] = [];
      for (const entry of entries) {
        const before = entry.state;
        core.refresh(entry);
        if (entry.state !== before) changes.push([entry, before]);
      }
      for (const [entry, { error }] of changes) {
        const { state, key } = entry;
        if (isNews(error, state.error)) {
          core.event('error', key, state.error!.message, { error: state.error });
          guard(() => settings.onError?.(state.error!, state));
        }
        for (const subscriber of [...entry.subscribers]) tell(subscriber, entry.state);
      }
      core.wake();
    },
    wake() {
      for (const done of core.waiting) if (done()) core.waiting.delete(done);
    },
    event(type, key, reason, more) {
      for (const listener of core.listeners) guard(() => listener({ type, key, reason, ...more }));
    },
  };
  return core;
}
