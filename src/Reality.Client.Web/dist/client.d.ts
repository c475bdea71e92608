/** What went wrong: the way to the server, its answer, or this user's right to the key. */
export type RealityErrorKind = 
/** The server could not be reached. */
'network'
/** No answer in time. */
 | 'timeout'
/** An answer with a status that is no success; see `status`. */
 | 'http'
/** The key is not declared, or this user may not read it, or the payload was answered 403 or 404. What was held is dropped. */
 | 'refused'
/** A fetcher of yours threw; see `cause`. */
 | 'fetcher'
/** An answer that is not what the protocol says. */
 | 'protocol';
export interface RealityErrorDetails {
    status?: number | undefined;
    /** Milliseconds that the server asked to wait. */
    retryAfter?: number | undefined;
    response?: Response | undefined;
    cause?: unknown;
}
export declare class RealityError extends Error {
    readonly kind: RealityErrorKind;
    readonly name = "RealityError";
    readonly status: number | undefined;
    readonly retryAfter: number | undefined;
    /** The answer that failed, for a mutation whose request returned it. */
    readonly response: Response | undefined;
    constructor(kind: RealityErrorKind, message: string, details?: RealityErrorDetails);
    /** Whether the same request may succeed later by itself. A 400 never does. */
    get transient(): boolean;
}
/** The error for an answer that is no success, with the `detail` or `title` of its problem details. */
export declare function httpError(response: Response, what: string, now: number): Promise<RealityError>;
/** How a key stands. */
export type KeyStatus = 
/** Nobody subscribes to it and nothing is held. */
'idle'
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
export interface MutationContext {
    /** `fetch` with the engine's base URL, headers and credentials, which also notes what the answer says of bumped keys. */
    readonly fetch: (input: string | URL, init?: RequestInit) => Promise<Response>;
}
/** `sending`: the request is under way. `verifying`: it succeeded, and no payload shows its effect yet. */
export type MutationPhase = 'sending' | 'verifying';
export interface Mutation<R> {
    /** The keys that it changes. */
    keys?: string | Iterable<string>;
    /**
     * What the data of a key will look like. Applied again over each new payload until one includes the mutation, so it must
     * be pure, and return new data instead of changing what it is given. `data` is undefined while nothing is held.
     */
    apply?: (data: any, key: string, phase: MutationPhase) => unknown;
    /** Sends it. A `Response` that is no success counts as a failure, as does whatever it throws. */
    request: (context: MutationContext) => Promise<R> | R;
    /** False: no sync afterwards, and the optimistic data is dropped as soon as the request has succeeded. */
    verify?: boolean;
}
export interface SyncResult {
    /** No asked key is left with an error. */
    readonly ok: boolean;
    readonly errors: ReadonlyMap<string, RealityError>;
}
/** One step of the engine, with its reason, for logs and developer tools. */
export interface RealityEvent {
    readonly type: 'sync' | 'fetch' | 'skip' | 'late' | 'show' | 'torn' | 'retry' | 'error' | 'mutation' | 'epoch';
    /** Undefined where it concerns no single key. */
    readonly key: string | undefined;
    readonly reason: string;
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
/** Something that makes the engine ask again: called once with what to call, it returns how to stop it. */
export type Trigger = (ask: (reason: string) => void) => () => void;
/** Focus, becoming visible, coming back from the back-forward cache, and the network's return. None where there is no window. */
export declare function browserTriggers(): Trigger[];
/** Length of a text in UTF-8. */
export declare const byteLength: (text: string) => number;
/** What is wrong with a key's text, if anything. */
export declare function keyFault(text: unknown): string | undefined;
/** One value as a segment of a key: UTF-8 bytes outside `A-Z a-z 0-9 - . _ ~` become `%XX`, so no value can form another key. */
export declare function escapeSegment(value: string): string;
/** A key from a template: `` key`chat:room:${roomId}` ``. Values are escaped; the text between them is taken as it is. */
export declare function key(literals: TemplateStringsArray, ...values: readonly (string | number | bigint | boolean)[]): string;
/**
 * Keeps the data of keys up to date: asks the server which have changed, fetches only those, and shows mutations before the server
 * has confirmed them.
 */
export declare class Reality {
    #private;
    constructor(options?: RealityOptions);
    /** Keeps a key up to date until the returned function is called. Callbacks come later, never before this returns. */
    subscribe<T = any>(key: string, subscription: Subscription<T>): () => void;
    /** The snapshot of a key, the same object until something changes. */
    get<T = any>(key: string): KeyState<T>;
    /** Asks now what has changed: of the given keys, or of all. Resolves when it is shown, or could not be; never rejects. */
    sync(keys?: string | Iterable<string>): Promise<SyncResult>;
    /** Asks now what has changed of all keys. */
    syncAll(): Promise<SyncResult>;
    /**
     * Sends a mutation and shows its effect meanwhile. Resolves with what the request returned. If it fails, its effect, and only that, is
     * taken back, and the promise is rejected. After success the effect stays until a payload includes it.
     */
    mutate<R>(mutation: Mutation<R>): Promise<R>;
    /** Notes what an answer of the application says of bumped keys, and asks for those held; for writes sent without `mutate`. */
    observe(response: Response): void;
    /** Stops everything: requests, timers and triggers. Nobody is called any more. */
    dispose(): void;
}
