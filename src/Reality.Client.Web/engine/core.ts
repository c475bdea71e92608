import { Entry, guard, isNews, tell } from './entry';
import { Mutations } from './mutations';
import type { Settings } from './settings';
import { Transport } from './transport';
import type { RealityEvent } from './types';

/** What the parts of the engine share: the keys, the pending mutations, and where in the server's history this client is. */
export class Core {
  readonly entries = new Map<string, Entry>();
  readonly mutations = new Mutations();
  readonly transport: Transport;
  epoch: string | undefined;
  /** The highest `serverVersion` seen in this epoch. */
  seen = 0;
  /** A `Reality-Seen` came whose epoch is not known: the next sync leaves `seen` out, and so is answered from the latest state. */
  doubt = false;
  disposed = false;
  /** Those who wait for a sync to be done with: each says whether it is, and is asked no more then. */
  readonly waiting = new Set<() => boolean>();

  constructor(readonly settings: Settings) {
    this.transport = new Transport(this);
  }

  after(milliseconds: number, callback: () => void): unknown {
    return this.settings.timers.setTimeout(callback, milliseconds);
  }

  stop(timer: unknown): void {
    this.settings.timers.clearTimeout(timer);
  }

  /** The keys somebody subscribes to. */
  held(): Entry[] {
    return [...this.entries.values()].filter((entry) => entry.subscribers.size > 0);
  }

  /** Notes a `Reality-Seen` or `serverVersion` of an answer whose request was sent in the given epoch. */
  note(seen: number | undefined, epoch: string | undefined): void {
    if (seen === undefined) return;
    if (epoch === this.epoch) this.seen = Math.max(this.seen, seen);
    else this.doubt = true;
  }

  refresh(entry: Entry): void {
    this.mutations.view(entry);
    entry.refresh();
  }

  /** Brings all snapshots up to date, then tells the subscribers: whoever is told of one key finds the others up to date too. */
  publish(entries: Iterable<Entry>): void {
    if (this.disposed) return;
    const changes: [Entry, Entry['state']][] = [];
    for (const entry of entries) {
      const before = entry.state;
      this.refresh(entry);
      if (entry.state !== before) changes.push([entry, before]);
    }
    for (const [entry, { error }] of changes) {
      const { state } = entry;
      if (isNews(error, state.error)) {
        this.event('error', entry.key, state.error!.message);
        guard(() => this.settings.onError?.(state.error!, state));
      }
      for (const subscriber of [...entry.subscribers]) tell(subscriber, entry.state);
    }
    this.wake();
  }

  wake(): void {
    for (const done of this.waiting) if (done()) this.waiting.delete(done);
  }

  event(type: RealityEvent['type'], key: string | undefined, reason: string): void {
    guard(() => this.settings.onEvent?.({ type, key, reason }));
  }
}
