/** What a sync answer says of one key. */
export interface Node {
    version: number;
    hash: string;
}
export interface Answer {
    changed: Map<string, Node>;
    refused: Set<string>;
    epoch: string | undefined;
    /** What the next request carries as `seen`. */
    serverVersion: number | undefined;
}
/** The body of a sync request. Written by hand: assigning to an object would lose a key named `__proto__`. */
export declare function syncBody(known: ReadonlyMap<string, number>, seen: number | undefined, epoch: string | undefined, wait?: number): string;
export declare function readAnswer(body: unknown): Answer;
/** A header that holds a version, such as `Reality-Version`. */
export declare function versionHeader(headers: Headers, name: string): number | undefined;
/** `Reality-Bumped: chat:room:general=7, user:9:profile=3`; what is not understood is passed over. */
export declare function bumpedHeader(headers: Headers): Map<string, number>;
/** An ETag as a node's hash shows it: without the quotes and the mark of a weak one, which a compressing proxy adds. */
export declare const bareTag: (etag?: string) => string | undefined;
