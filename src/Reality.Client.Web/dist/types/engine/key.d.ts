import type { Key } from './types.js';
/** Length of a text in UTF-8. */
export declare const byteLength: (text: string) => number;
/** The text of a key; throws for what cannot be one. */
export declare function textOf(key: Key): string;
/** One key or many, as texts. */
export declare const textsOf: (keys: Key | Iterable<Key>) => string[];
/** One value as a segment of a key: UTF-8 bytes outside `A-Z a-z 0-9 - . _ ~` become `%XX`, so no value can form another key. */
export declare function escapeSegment(value: string): string;
/** A key from a template: `` key`chat:room:${roomId}` ``. Values are escaped; the text between them is taken as it is. */
export declare function key(literals: TemplateStringsArray, ...values: readonly (string | number | bigint | boolean)[]): string;
