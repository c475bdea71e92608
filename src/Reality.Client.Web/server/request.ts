import { SyncRequestError } from './problem';
import { tokensOf, type Token } from './tokens';

export { SyncRequestError, type SyncProblem } from './problem';

/** A sync request, as it came. */
export interface SyncRequest {
  /** Each key that is asked for, with the version that is held; 0 for none. */
  readonly known: ReadonlyMap<string, number>;
  /** The highest `serverVersion` that the client has seen. */
  readonly seen: number | undefined;
  readonly epoch: string | undefined;
  /** Milliseconds that the client is willing to wait for a change; not capped yet. */
  readonly wait: number | undefined;
}

export interface SyncLimits {
  /** Default 1,000. */
  maxKeys?: number;
  /** Bytes of UTF-8 in one key. Default 512. */
  maxKeyBytes?: number;
}

/**
 * Reads a sync request for an endpoint of one's own, and accepts exactly what the protocol allows. Give it the body's text: a parsed
 * object has lost what stood twice in it.
 *
 * @throws SyncRequestError
 */
export function parseSyncRequest(body: string | Uint8Array, limits: SyncLimits = {}): SyncRequest {
  return new Reader(tokensOf(textOf(body)), limits).read();
}

/** The same under the names that schema libraries use. */
export const SyncRequestSchema = {
  parse: parseSyncRequest,
  safeParse(body: string | Uint8Array, limits?: SyncLimits): { success: true; data: SyncRequest } | { success: false; error: SyncRequestError } {
    try {
      return { success: true, data: parseSyncRequest(body, limits) };
    } catch (error) {
      if (error instanceof SyncRequestError) return { success: false, error };
      throw error;
    }
  },
};

class Reader {
  readonly #members = new Map<string, unknown>();
  readonly #tokens: readonly Token[];
  readonly #maxKeys: number;
  readonly #maxKeyBytes: number;
  #at = 0;

  constructor(tokens: readonly Token[], { maxKeys = 1_000, maxKeyBytes = 512 }: SyncLimits) {
    [this.#tokens, this.#maxKeys, this.#maxKeyBytes] = [tokens, maxKeys, maxKeyBytes];
  }

  read(): SyncRequest {
    if (this.#peek() !== '{') throw new SyncRequestError(`The body is ${this.#found()}; an object with 'known' was expected.`, '#');
    this.#object((name) => {
      const read = readers[name];
      if (!read) return this.#skip();
      if (this.#members.has(name)) throw new SyncRequestError(`The member '${name}' stands twice in the body.`, `#/${name}`);
      this.#members.set(name, read(this));
    });
    const get = <T>(name: string) => this.#members.get(name) as T;
    if (!this.#members.has('known')) throw new SyncRequestError("The body has no member 'known'.", '#/known');
    return { known: get('known'), seen: get('seen'), epoch: get('epoch'), wait: get('wait') };
  }

  known(): Map<string, number> {
    const known = new Map<string, number>();
    if (this.#peek() !== '{') throw new SyncRequestError(`'known' is ${this.#found()}; an object from key to version was expected.`, '#/known');
    this.#object((key) => {
      const at = `#/known/${encodeURIComponent(key.replace(/~/g, '~0').replace(/\//g, '~1'))}`;
      if (known.size === this.#maxKeys) throw new SyncRequestError(`'known' has more than ${this.#maxKeys} keys. Ask in several requests.`, '#/known');
      if (key === '') throw new SyncRequestError("'known' has an empty key.", '#/known/');
      const bytes = new TextEncoder().encode(key).length;
      if (bytes > this.#maxKeyBytes) throw new SyncRequestError(`The key that begins '${show(key)}' has ${bytes} bytes; at most ${this.#maxKeyBytes} are allowed.`, '#/known');
      const version = this.#whole();
      if (version === undefined) throw new SyncRequestError(`The version of '${show(key)}' is ${this.#found()}; a whole number from 0 to 2^53-1 was expected.`, at);
      if (known.has(key)) throw new SyncRequestError(`The key '${show(key)}' stands twice in 'known'.`, at);
      known.set(key, version);
    });
    return known;
  }

  whole(name: string): number | undefined {
    if (this.#peek() === 'null') return void this.#at++;
    const value = this.#whole();
    if (value === undefined) throw new SyncRequestError(`'${name}' is ${this.#found()}; a whole number from 0 to 2^53-1 was expected.`, `#/${name}`);
    return value;
  }

  text(name: string): string | undefined {
    if (this.#peek() === 'null') return void this.#at++;
    if (!this.#peek().startsWith('"')) throw new SyncRequestError(`'${name}' is ${this.#found()}; a string was expected.`, `#/${name}`);
    return JSON.parse(this.#next()) as string;
  }

  // No exponents, no fractions, no sign: what every implementation reads alike.
  #whole(): number | undefined {
    const text = this.#peek();
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(Number(text))) return undefined;
    this.#at++;
    return Number(text);
  }

  #object(member: (name: string) => void): void {
    this.#next();
    while (this.#peek() !== '}') {
      const name = JSON.parse(this.#next()) as string;
      this.#next();
      member(name);
      if (this.#peek() === ',') this.#next();
    }
    this.#next();
  }

  #skip(): void {
    let depth = 0;
    do {
      const token = this.#next();
      depth += token === '{' || token === '[' ? 1 : token === '}' || token === ']' ? -1 : 0;
    } while (depth > 0);
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? '';
  }

  #next(): Token {
    return this.#tokens[this.#at++] ?? '';
  }

  #found(): string {
    const token = this.#peek();
    if (token === '{') return 'an object';
    if (token === '[') return 'an array';
    if (token.startsWith('"')) return 'a string';
    if (token === 'null') return 'null';
    return token === 'true' || token === 'false' ? 'true or false' : show(token);
  }
}

const readers: Record<string, ((reader: Reader) => unknown) | undefined> = Object.assign(Object.create(null), {
  known: (reader: Reader) => reader.known(),
  seen: (reader: Reader) => reader.whole('seen'),
  wait: (reader: Reader) => reader.whole('wait'),
  epoch: (reader: Reader) => reader.text('epoch'),
});

const show = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

function textOf(body: string | Uint8Array): string {
  if (typeof body === 'string') return body.replace(/^\uFEFF/, '');
  try {
    // It takes a byte order mark off.
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new SyncRequestError('The body is not UTF-8.', '#');
  }
}
