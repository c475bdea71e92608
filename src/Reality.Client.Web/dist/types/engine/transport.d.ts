import type { Core } from './core.js';
/** `fetch` with the base address, the headers and the credentials of the engine where the caller gives none. */
export declare function send({ settings }: Core, input: string | URL, init?: RequestInit, key?: string): Promise<Response>;
/** The body of an answer as JSON. */
export declare function json({ settings }: Core, response: Response, what: string): Promise<unknown>;
/** Ends the work at the time limit or when it is cancelled, also if it does not listen to its signal. */
export declare function within<T>(core: Core, limit: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
