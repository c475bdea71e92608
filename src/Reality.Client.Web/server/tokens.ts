import { SyncRequestError } from './problem';

/** One token of a JSON text, as it is written. */
export type Token = string;

const maxDepth = 64;
const pattern = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** The tokens of a JSON text, as far as every implementation reads it alike. */
export function tokensOf(text: string): readonly Token[] {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new SyncRequestError(`The body is not JSON: ${(error as Error).message}.`, '#');
  }
  const tokens = text.match(pattern) ?? [];
  let depth = 0;
  for (const token of tokens) {
    if (token.startsWith('"') && !isWellFormed(JSON.parse(token) as string)) {
      throw new SyncRequestError('A name or string of the body has an escape that is half a surrogate pair.', '#');
    }
    depth += token === '{' || token === '[' ? 1 : token === '}' || token === ']' ? -1 : 0;
    if (depth > maxDepth) throw new SyncRequestError(`The body is nested more than ${maxDepth} levels deep.`, '#');
  }
  return tokens;
}

const isWellFormed = (text: string): boolean => !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
