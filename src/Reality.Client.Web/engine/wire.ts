import { RealityError } from './errors';

/** What a sync answer says of one key. */
export interface Node {
  version: number;
  hash: string;
}

export interface Answer {
  changed: Map<string, Node>;
  refused: Set<string>;
  epoch: string | undefined;
  /** What the next request carries as `seen`. */
  serverVersion: number | undefined;
}

/** The body of a sync request. Written by hand: assigning to an object would lose a key named `__proto__`. */
export function syncBody(known: ReadonlyMap<string, number>, seen: number | undefined, epoch: string | undefined, wait?: number): string {
  const members = [...known].map(([key, version]) => `${JSON.stringify(key)}:${version}`);
  return `{"known":{${members.join()}},${JSON.stringify({ seen, epoch, wait }).slice(1)}`.replace(/,}$/, '}');
}

export function readAnswer(body: unknown): Answer {
  const { changed, 'refused': refused, 'epoch': epoch, mesh } = (body ?? {}) as Record<string, any>;
  if (!isObject(changed) || !isObject(mesh?.peers ?? {})) throw malformed();
  const nodes = new Map<string, Node>();
  for (const [key, node] of Object.entries<any>(changed)) {
    const version = wholeNumber(node?.version);
    if (node?.key !== key || version === undefined || typeof node.hash !== 'string') throw malformed(key);
    nodes.set(key, { version, hash: node.hash });
  }
  return {
    changed: nodes,
    refused: new Set(Array.isArray(refused) ? refused : []),
    epoch: typeof epoch === 'string' ? epoch : undefined,
    serverVersion: wholeNumber(mesh?.serverVersion),
  };
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const malformed = (key = '') => new RealityError('protocol', `Sync: malformed answer ${key}`);

function wholeNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

/** A header that holds a version, such as `Reality-Version`. */
export function versionHeader(headers: Headers, name: string): number | undefined {
  const text = headers.get(name);
  return text && /^\d+$/.test(text) ? wholeNumber(+text) : undefined;
}

/** `Reality-Bumped: chat:room:general=7, user:9:profile=3`; what is not understood is passed over. */
export function bumpedHeader(headers: Headers): Map<string, number> {
  const bumped = new Map<string, number>();
  for (const part of (headers.get('Reality-Bumped') ?? '').split(',')) {
    const [, key, text] = /^\s*((?:[\w.~-]|%[\dA-F]{2})+(?::(?:[\w.~-]|%[\dA-F]{2})+)+)=([1-9]\d*)\s*$/.exec(part) ?? [];
    const version = wholeNumber(Number(text));
    if (key && version) bumped.set(key, Math.max(version, bumped.get(key) ?? 0));
  }
  return bumped;
}

/** An ETag as a node's hash shows it: without the quotes and the mark of a weak one, which a compressing proxy adds. */
export const bareTag = (etag = ''): string | undefined => /^\s*(?:W\/)?"([^"]+)"\s*$/.exec(etag)?.[1];
