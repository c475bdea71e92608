import type { Plugin } from '../plugin.js';
import type { RealityEvent } from '../types.js';
/** An event as one line of text, such as `chat:room:a refetched because focus, v5→v6, hash differs`. */
export declare function describe({ type, key, reason, from, to, differs, wait, known }: RealityEvent): string;
/** Writes a line for each step of the engine: to the console, or to wherever it is told. */
export declare function log(write?: (line: string, event: RealityEvent) => void): Plugin;
