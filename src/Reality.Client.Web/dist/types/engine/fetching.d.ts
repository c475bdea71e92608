import type { Core } from './core.js';
import type { Entry } from './entry.js';
import type { Payload } from './types.js';
/** Fetches the payload of a key. `base` is what is in hand; a 304 confirms it. */
export declare function fetchPayload(core: Core, entry: Entry, asked: number, base: Payload | undefined, outer: AbortSignal): Promise<Payload>;
export declare const isResponse: (value: unknown) => value is Response;
/** Lets a bounded number of tasks run. A task that takes too long keeps running but frees its slot: a hanging one harms only itself. */
export declare function createSlots(core: Core): <T>(task: () => Promise<T>) => Promise<T>;
