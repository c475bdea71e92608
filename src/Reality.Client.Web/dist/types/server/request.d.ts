import { SyncRequestError } from './problem.js';
export { SyncRequestError, type SyncProblem } from './problem.js';
/** A sync request, as it came. */
export interface SyncRequest {
    /** Each key that is asked for, with the version that is held; 0 for none. */
    readonly known: ReadonlyMap<string, number>;
    /** The highest `serverVersion` that the client has seen. */
    readonly seen: number | undefined;
    readonly epoch: string | undefined;
    /** Milliseconds that the client is willing to wait for a change; not capped yet. */
    readonly wait: number | undefined;
}
export interface SyncLimits {
    /** Default 1,000. */
    maxKeys?: number;
    /** Bytes of UTF-8 in one key. Default 512. */
    maxKeyBytes?: number;
}
/**
 * Reads a sync request for an endpoint of one's own, and accepts exactly what the protocol allows. Give it the body's text: a parsed
 * object has lost what stood twice in it.
 *
 * @throws SyncRequestError
 */
export declare function parseSyncRequest(body: string | Uint8Array, limits?: SyncLimits): SyncRequest;
/** The same under the names that schema libraries use. */
export declare const SyncRequestSchema: {
    parse: typeof parseSyncRequest;
    safeParse(body: string | Uint8Array, limits?: SyncLimits): {
        success: true;
        data: SyncRequest;
    } | {
        success: false;
        error: SyncRequestError;
    };
};
