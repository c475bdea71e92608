/** What is wrong with a request, as RFC 9457 problem details: send it with status 400 and the type `application/problem+json`. */
export interface SyncProblem {
    readonly type: 'about:blank';
    readonly title: 'Bad Request';
    readonly status: 400;
    readonly detail: string;
    /** The member at fault, as a JSON pointer in a URI fragment. */
    readonly errors: readonly [{
        readonly detail: string;
        readonly pointer: string;
    }];
}
/** A request that the protocol does not allow. */
export declare class SyncRequestError extends Error {
    readonly name = "SyncRequestError";
    readonly problem: SyncProblem;
    constructor(detail: string, pointer: string);
}
