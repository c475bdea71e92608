import type { RealityError } from './errors';
import type { KeyState, KeyStatus, Payload, Subscription } from './types';

/** A payload on its way. */
export interface Job {
  readonly controller: AbortController;
  /** The version learned before it was asked for. */
  readonly asked: number;
  /** Others wait for it, to be shown together. */
  together: boolean;
}

export interface Subscriber {
  readonly callbacks: Subscription<any>;
  /** What it was told last. */
  told: KeyState;
}

/** What the engine holds of one key. */
export class Entry {
  readonly subscribers = new Set<Subscriber>();
  /** The payload in hand; at version 0 once its epoch is over, since versions of different epochs cannot be compared. */
  truth: Payload | undefined;
  /** The highest version heard of. */
  target = 0;
  /** A newer payload that waits to be shown together with others. */
  candidate: Payload | undefined;
  job: Job | undefined;
  /** The last sync that asked for it and has ended. */
  spoken = 0;
  /** An answer has spoken of this key since it was mounted. */
  confirmed = false;
  refused = false;
  torn = false;
  error: RealityError | undefined;
  /** What was fetched last is older than what it was asked for. */
  behind = false;
  /** Failed attempts to fetch it in a row. */
  attempt = 0;
  retry: unknown;
  notBefore = 0;
  eviction: unknown;
  /** The truth with pending mutations over it, and what it was made from. */
  shown = { base: undefined as unknown, signature: '', data: undefined as unknown, pending: 0 };
  state: KeyState;

  constructor(readonly key: string) {
    this.state = blank(key);
  }

  /** What was fetched last, shown or not. */
  get latest(): Payload | undefined {
    return this.candidate ?? this.truth;
  }

  /** The version to ask with. */
  get known(): number {
    return this.latest?.version ?? 0;
  }

  get due(): boolean {
    return this.target > (this.truth?.version ?? 0);
  }

  /** Brings the snapshot up to date; keeps the object if nothing has changed. */
  refresh(): void {
    const { key, error, torn, truth, state } = this;
    const { data, pending } = this.shown;
    const held = data !== undefined;
    const status = this.#status(held);
    const next: KeyState = { key, data, version: truth?.version ?? 0, status, error, isStale: held && status !== 'fresh', pending, torn };
    if (Object.entries(next).some(([name, value]) => !Object.is(value, state[name as keyof KeyState]))) this.state = next;
  }

  #status(held: boolean): KeyStatus {
    return this.refused ? 'refused'
      : this.job || this.candidate ? (held ? 'refreshing' : 'loading')
      : this.error ? 'error'
      : !this.truth ? (this.subscribers.size ? 'loading' : 'idle')
      : this.confirmed && !this.due ? 'fresh' : 'stale';
  }
}

export const blank = (key: string): KeyState =>
  ({ key, data: undefined, version: 0, status: 'idle', error: undefined, isStale: false, pending: 0, torn: false });

/** Tells a subscriber what has changed since it was told last. What it throws is its own fault and stops nobody else. */
export function tell(subscriber: Subscriber, state: KeyState): void {
  const { told, callbacks } = subscriber;
  if (told === state) return;
  subscriber.told = state;
  if (!Object.is(told.data, state.data)) guard(() => callbacks.onData?.(state.data, state));
  if (isNews(told.error, state.error)) guard(() => callbacks.onError?.(state.error!, state));
  if (told.status !== state.status) guard(() => callbacks.onStatus?.(state.status, state));
  guard(() => callbacks.onState?.(state));
}

/** A retry that fails alike is no news. */
export const isNews = (before: RealityError | undefined, error: RealityError | undefined): boolean =>
  error !== undefined && (before?.kind !== error.kind || before.status !== error.status);

export function guard(callback: () => void): void {
  try {
    callback();
  } catch (error) {
    (globalThis.reportError ?? console.error)(error);
  }
}
