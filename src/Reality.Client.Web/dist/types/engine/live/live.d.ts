import type { Internals, Plugin } from '../plugin.js';
import { type Page } from './page.js';
export { interval } from './interval.js';
export type { Page } from './page.js';
export type { Locks } from './tabs.js';
import type { Locks } from './tabs.js';
export interface LiveOptions {
    /** How long the server may keep an answer back. Default, and at most, 25 s. */
    wait?: number;
    /** How often a server is asked that has no room for such questions; up to half as much again, so that clients spread. Default 5 s. */
    interval?: number;
    /** Tabs share one question only within one scope: give the signed-in user where two users may be signed in at a time. */
    scope?: string;
    /** Whether anybody looks; default: the document. */
    page?: Page;
    /** What tabs agree with; default: the browser's. `null`: every tab asks for itself. */
    locks?: Locks | null;
}
/**
 * Changes made by others arrive by themselves: one question for all keys is left with the server, which answers when one of them changes.
 * All tabs of a browser share one such question: the tab that holds a lock asks for all, and tells the others which keys have changed, upon
 * which each asks by its own rules. A hidden page neither asks nor is told.
 */
export declare function live(options?: LiveOptions): Plugin;
/** What another tab, or an answer that does not fit any more, says: only a reason to ask. */
export interface Hint {
    readonly epoch: string | undefined;
    readonly changed: readonly (readonly [string, number])[];
    readonly refused: readonly string[];
}
export declare function follow({ core, ask }: Internals, { epoch, changed, refused }: Hint): void;
