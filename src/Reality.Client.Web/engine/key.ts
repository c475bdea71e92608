import type { Key } from './types';

const maxBytes = 512;

/** Length of a text in UTF-8. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** The text of a key; throws for what cannot be one. */
export function textOf(key: Key): string {
  const text: unknown = (key as { text?: unknown } | undefined)?.text ?? key;
  if (typeof text !== 'string' || !text || byteLength(text) > maxBytes) throw new TypeError(`A key has 1 to ${maxBytes} bytes: ${String(text).slice(0, 40)}`);
  return text;
}

/** One key or many, as texts. */
export const textsOf = (keys: Key | Iterable<Key>): string[] =>
  typeof keys === 'string' || 'text' in keys ? [textOf(keys)] : [...keys].map(textOf);

/** One value as a segment of a key: UTF-8 bytes outside `A-Z a-z 0-9 - . _ ~` become `%XX`, so no value can form another key. */
export function escapeSegment(value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`"${value}" cannot stand in a key`);
  try {
    return encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    throw new TypeError('A lone surrogate cannot stand in a key');
  }
}

/** A key from a template: `` key`chat:room:${roomId}` ``. Values are escaped; the text between them is taken as it is. */
export function key(literals: TemplateStringsArray, ...values: readonly (string | number | bigint | boolean)[]): string {
  return textOf(literals.reduce((start, literal, i) => start + segment(values[i - 1]) + literal));
}

function segment(value: unknown): string {
  const fits = typeof value === 'number' ? Number.isSafeInteger(value) : /^(string|bigint|boolean)$/.test(typeof value);
  if (!fits) throw new TypeError(`${String(value)} cannot stand in a key: a string, an integer or a boolean can`);
  return escapeSegment(String(value));
}
