import type { Entry } from './entry.js';
import type { Mutation, MutationPhase } from './types.js';
/** A mutation that is shown before a payload includes it. */
export interface Pending {
    readonly id: number;
    readonly mutation: Mutation<any, any>;
    phase: MutationPhase;
    /** For each key the version that includes it, once known. */
    readonly needs: Map<string, number | undefined>;
    /** The first sync that was sent after it had succeeded. */
    since: number;
}
/** The mutations under way, oldest first. What is shown is the truth with them applied over it, so that each can be taken out by itself. */
export interface Mutations {
    readonly stack: Set<Pending>;
    /** The truth with the mutations over it: the same data as last time if neither has changed. */
    view(entry: Entry): void;
    /** A sync asked for the key and was told this version, or none: then what it asked with is the latest. True if that cannot be. */
    answered(key: string, sequence: number, asked: number, listed: number | undefined): boolean;
    /** Another epoch: the versions that would include a mutation are not those any more. */
    restart(): void;
    /** Takes out of a key's view what its payload includes. */
    prune(entry: Entry): void;
    /** Nobody looks at the key any more, or may: what was sent needs no proof there. */
    forget(key: string): void;
}
/** Of an engine that only reads. */
export declare const noMutations: Mutations;
/** Of an engine that sends some. */
export interface SentMutations extends Mutations {
    push(mutation: Mutation<any, any>, keys: Iterable<string>): Pending;
    drop(pending: Pending, key: string): void;
}
export declare function createMutations(): SentMutations;
