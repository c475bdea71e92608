import { type Entry } from './entry.js';
import type { Mutations } from './mutations.js';
import type { Settings } from './settings.js';
import type { Payload, RealityEvent } from './types.js';
/** What the parts of the engine share: the keys, the pending mutations, and where in the server's history this client is. */
export interface Core {
    readonly settings: Settings;
    readonly entries: Map<string, Entry>;
    readonly mutations: Mutations;
    epoch: string | undefined;
    /** The highest `serverVersion` seen in this epoch. */
    seen: number;
    /** A `Reality-Seen` came whose epoch is not known: the next sync leaves `seen` out, and so is answered from the latest state. */
    doubt: boolean;
    disposed: boolean;
    /** The number of the next sync to be sent. */
    next: number;
    /** Those who wait for a sync to be done with: each says whether it is, and is asked no more then. */
    readonly waiting: Set<() => boolean>;
    readonly listeners: ((event: RealityEvent) => void)[];
    /** What was known of a key before it was mounted. */
    recall: ((key: string) => Payload | undefined) | undefined;
    after(milliseconds: number, callback: () => void): unknown;
    stop(timer: unknown): void;
    /** The keys somebody subscribes to. */
    held(): Entry[];
    /** Notes a `Reality-Seen` or `serverVersion` of an answer whose request was sent in the given epoch. */
    note(seen: number | undefined, epoch: string | undefined): void;
    refresh(entry: Entry): void;
    /** Brings all snapshots up to date, then tells the subscribers: whoever is told of one key finds the others up to date too. */
    publish(entries: Iterable<Entry>): void;
    wake(): void;
    event(type: RealityEvent['type'], key: string | undefined, reason: string, more?: Omit<RealityEvent, 'type' | 'key' | 'reason'>): void;
}
export declare function createCore(settings: Settings, mutations: Mutations): Core;
