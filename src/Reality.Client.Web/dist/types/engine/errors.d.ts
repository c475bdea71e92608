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
    key?: string | undefined;
    cause?: unknown;
}
export declare class RealityError extends Error {
    readonly kind: RealityErrorKind;
    readonly name = "RealityError";
    readonly status: number | undefined;
    readonly retryAfter: number | undefined;
    /** The answer that failed, for a mutation whose request returned it. */
    readonly response: Response | undefined;
    /** Of a mutation that failed: the first of its keys. */
    readonly key: string | undefined;
    constructor(kind: RealityErrorKind, message: string, details?: RealityErrorDetails);
    /** Whether the same request may succeed later by itself. A 400 never does. */
    get transient(): boolean;
}
/** The error for an answer that is no success, with the `detail` or `title` of its problem details. */
export declare function httpError(response: Response, what: string, now: number, key?: string): Promise<RealityError>;
