const maxBytes = 512;

/** Length of a text in UTF-8. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with a key's text, if anything. */
export function keyFault(text: unknown): string | undefined {
  if (typeof text !== 'string' || text === '') return 'A key is a text that is not empty.';
  return byteLength(text) > maxBytes ? `A key has at most ${maxBytes} bytes; "${text.slice(0, 40)}…" has ${byteLength(text)}.` : undefined;
}

/** One value as a segment of a key: UTF-8 bytes outside `A-Z a-z 0-9 - . _ ~` become `%XX`, so no value can form another key. */
export function escapeSegment(value: string): string {
  if (value === '' || value === '.' || value === '..') throw new TypeError(`"${value}" cannot stand in a key.`);
  try {
    return encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    throw new TypeError('A lone surrogate cannot stand in a key.');
  }
}

/** A key from a template: `` key`chat:room:${roomId}` ``. Values are escaped; the text between them is taken as it is. */
export function key(literals: TemplateStringsArray, ...values: readonly (string | number | bigint | boolean)[]): string {
  const text = literals.reduce((start, literal, i) => start + segment(values[i - 1], i) + literal);
  const fault = keyFault(text);
  if (fault) throw new TypeError(fault);
  return text;
}

function segment(value: string | number | bigint | boolean | undefined, position: number): string {
  const fits = typeof value === 'number' ? Number.isSafeInteger(value) : ['string', 'bigint', 'boolean'].includes(typeof value);
  if (!fits) throw new TypeError(`Value ${position} of a key is ${String(value)}; it must be a string, an integer or a boolean.`);
  return escapeSegment(String(value));
}
