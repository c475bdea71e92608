export interface Server {
    readonly base: URL;
    /** Failed attempts in a row. */
    failures: number;
    /** Not asked before, while another is there. */
    asideUntil: number;
    /** Another server says that it is not well. */
    isDoubted: boolean;
}
export interface Servers {
    /** In the order in which to ask: those that are not set aside as they were given, then the others by when their time is over. */
    order(): Server[];
    good(server: Server): void;
    bad(server: Server, wait: number): void;
    /** Takes from the answer of a sync what it says of the given servers. */
    heard(answer: unknown, from: Server): void;
}
export declare function createServers(bases: readonly URL[], now: () => number): Servers;
