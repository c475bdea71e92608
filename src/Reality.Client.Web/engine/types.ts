import type { RealityError } from './errors';
import type { Plugin } from './plugin';
import type { Trigger } from './triggers';

/** A key that knows the type of its payload, and where that is. */
export interface RealityKey<T> {
  readonly text: string;
  /** Where the payload is, unless a subscription says otherwise. */
  readonly url?: string;
  /** Only a type: it is never there. */
  readonly __payload?: T;
  /** The text, where a generated key is written into one. */
  toString(): string;
}

/** A key as text, or with its type and address. */
export type Key<T = any> = string | RealityKey<T>;

/** A payload with the version it is recorded at. */
export interface Payload {
  data: unknown;
  version: number;
  etag: string | undefined;
}

/** How a key stands. */
export type KeyStatus =
  /** Nobody subscribes to it and nothing is held. */
  | 'idle'
  /** Nothing to show yet; it is being asked for. */
  | 'loading'
  /** What is shown agrees with the last answer. */
  | 'fresh'
  /** Something newer exists and is being fetched; the last good data is shown meanwhile. */
  | 'refreshing'
  /** Something newer exists, or may exist, and nothing is under way at this moment. */
  | 'stale'
  /** The last attempt failed; the last good data, if any, is still shown. */
  | 'error'
  /** Not declared, or not this user's to read; nothing is shown. */
  | 'refused';

/** A snapshot of one key. It is replaced, never changed: the same object means that nothing happened. */
export interface KeyState<T = unknown> {
  readonly key: string;
  /** What to show: the last payload with the pending mutations applied over it. Treat it as immutable. */
  readonly data: T | undefined;
  /** Version of the payload in hand, without pending mutations; 0 if there is none. */
  readonly version: number;
  readonly status: KeyStatus;
  readonly error: RealityError | undefined;
  /** There is data, and it is not known to be the latest. */
  readonly isStale: boolean;
  /** Mutations shown that are not yet part of a payload. */
  readonly pending: number;
  /** This payload and the others on the screen may come from different moments; it is being repaired. */
  readonly torn: boolean;
}

export interface FetchContext {
  /** Aborted when nobody needs the payload any more. */
  readonly signal: AbortSignal;
  /** ETag of the payload in hand, for `If-None-Match`. Answer 304 only if it was sent. */
  readonly etag: string | undefined;
}

export interface Subscription<T> {
  /** Where the payload is: fetched with GET and read as JSON. */
  url?: string;
  /**
   * Fetches the payload instead of `url`. Return the `Response` itself and its `Reality-Version` and `ETag` are used;
   * return data and it is recorded at the version learned before it was asked for.
   */
  fetcher?: (key: string, context: FetchContext) => Promise<T | Response> | T | Response;
  /** Called when what there is to show has changed; with undefined when what was shown is gone. */
  onData?: (data: T | undefined, state: KeyState<T>) => void;
  /** Called once for each new error, not again for each retry that fails alike. */
  onError?: (error: RealityError, state: KeyState<T>) => void;
  onStatus?: (status: KeyStatus, state: KeyState<T>) => void;
  /** Called on any change of the snapshot. */
  onState?: (state: KeyState<T>) => void;
}

export interface WatchOptions<T> extends Subscription<T> {
  /** Ends it, as leaving the loop does. */
  signal?: AbortSignal;
}

export interface MutationContext {
  /** `fetch` with the engine's base URL, headers and credentials, which also notes what the answer says of bumped keys. */
  readonly fetch: (input: string | URL, init?: RequestInit) => Promise<Response>;
}

/** `sending`: the request is under way. `verifying`: it succeeded, and no payload shows its effect yet. */
export type MutationPhase = 'sending' | 'verifying';

export interface Mutation<R, T = any> {
  /** The keys that it changes. */
  keys?: Key<T> | Iterable<Key<T>>;
  /**
   * What the data of a key will look like. Applied again over each new payload until one includes the mutation, so it must
   * be pure, and return new data instead of changing what it is given. `data` is undefined while nothing is held.
   */
  apply?: (data: NoInfer<T> | undefined, key: string, phase: MutationPhase) => NoInfer<T>;
  /** Sends it. A `Response` that is no success counts as a failure, as does whatever it throws. */
  request: (context: MutationContext) => Promise<R> | R;
  /** False: no sync afterwards, and the optimistic data is dropped as soon as the request has succeeded. */
  verify?: boolean;
  /**
   * Its request is sent when those of earlier mutations have ended that are queued for one of its keys, or under the same name. It is shown
   * at once all the same. One that fails does not keep the next from being sent.
   */
  queue?: boolean | string;
}

export interface SyncResult {
  /** No asked key is left with an error. */
  readonly ok: boolean;
  readonly errors: ReadonlyMap<string, RealityError>;
}

/** One step of the engine, with its reason; `describe` of the entry `devtools` makes a line of text of it. */
export interface RealityEvent {
  readonly type: 'sync' | 'fetch' | 'skip' | 'late' | 'show' | 'torn' | 'retry' | 'error' | 'mutation' | 'epoch' | 'server' | 'live';
  /** Undefined where it concerns no single key. */
  readonly key: string | undefined;
  /** What led to it, such as `focus` or `mount`; of a retry, what went wrong. */
  readonly reason: string;
  /** The version in hand before. */
  readonly from?: number | undefined;
  /** The version that is heard of, or recorded. */
  readonly to?: number | undefined;
  /** Whether the server's hash differs from the ETag in hand; undefined where there was nothing to compare. */
  readonly differs?: boolean | undefined;
  /** Milliseconds until a retry. */
  readonly wait?: number | undefined;
  /** What a sync asks for, with the known versions. */
  readonly known?: ReadonlyMap<string, number>;
  readonly error?: unknown;
}

export interface RetryOptions {
  /** Retries after the first attempt; then the next trigger tries again. Default 10. */
  attempts?: number;
  /** The first retry comes within this time, each further one within twice the time before. Default 500 ms. */
  baseDelay?: number;
  /** Default 30 s. */
  maxDelay?: number;
}

export interface Timers {
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface RealityOptions {
  /** What relative addresses are relative to; in a page, the page itself. */
  baseUrl?: string;
  /** Default `/reality/sync`. */
  syncUrl?: string;
  /** Sent with each request; a function is asked each time. */
  headers?: HeadersInit | (() => HeadersInit | Promise<HeadersInit>);
  /** Default `same-origin`. */
  credentials?: RequestCredentials;
  /** Payloads fetched at one time. Default 6. */
  maxParallelFetches?: number;
  /** Default 15 s. */
  syncTimeout?: number;
  /** Default 30 s. */
  fetchTimeout?: number;
  /** Payloads that changed together are shown together; one that keeps the others waiting for this long is left behind. Default 1 s. */
  togetherTimeout?: number;
  /** How long the data of a key outlives its last subscriber. Default 60 s. */
  keepFor?: number;
  retry?: RetryOptions;
  /** What asks again for all keys; default: `browserTriggers` where there is a window, none elsewhere. */
  triggers?: readonly Trigger[];
  /** Parts that are brought along, such as `live()` or `persist()`. */
  use?: readonly Plugin[];
  /** Errors of any key. */
  onError?: (error: RealityError, state: KeyState) => void;
  onEvent?: (event: RealityEvent) => void;
  fetch?: typeof fetch;
  timers?: Timers;
  /** Unix milliseconds. */
  now?: () => number;
  /** In [0, 1), for jitter. */
  random?: () => number;
  /** Default: what the browser says. */
  isOnline?: () => boolean;
}
