import type { RealityError } from './errors.js';
import type { KeyState, Payload, Subscription } from './types.js';
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
export declare class Entry {
    #private;
    readonly key: string;
    readonly subscribers: Set<Subscriber>;
    /** The payload in hand; at version 0 once its epoch is over, since versions of different epochs cannot be compared. */
    truth: Payload | undefined;
    /** The highest version heard of. */
    target: number;
    /** A newer payload that waits to be shown together with others. */
    candidate: Payload | undefined;
    job: Job | undefined;
    /** The last sync that asked for it and has ended. */
    spoken: number;
    /** An answer has spoken of this key since it was mounted. */
    confirmed: boolean;
    refused: boolean;
    torn: boolean;
    error: RealityError | undefined;
    /** What was fetched last is older than what it was asked for. */
    behind: boolean;
    /** Failed attempts to fetch it in a row. */
    attempt: number;
    retry: unknown;
    notBefore: number;
    eviction: unknown;
    /** The truth with pending mutations over it, and what it was made from. */
    shown: {
        base: unknown;
        signature: string;
        data: unknown;
        pending: number;
    };
    state: KeyState;
    constructor(key: string);
    /** What was fetched last, shown or not. */
    get latest(): Payload | undefined;
    /** The version to ask with. */
    get known(): number;
    get due(): boolean;
    /** Brings the snapshot up to date; keeps the object if nothing has changed. */
    refresh(): void;
}
export declare const blank: (key: string) => KeyState;
/** Tells a subscriber what has changed since it was told last. What it throws is its own fault and stops nobody else. */
export declare function tell(subscriber: Subscriber, state: KeyState): void;
/** A retry that fails alike is no news. */
export declare const isNews: (before: RealityError | undefined, error: RealityError | undefined) => boolean;
export declare function guard(callback: () => void): void;
