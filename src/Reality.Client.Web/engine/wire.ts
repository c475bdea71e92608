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
  serverVersion: number | undefined;
}

/** The body of a sync request. Written by hand: assigning to an object would lose a key named `__proto__`. */
export function syncBody(known: ReadonlyMap<string, number>, seen: number | undefined, epoch: string | undefined): string {
  const members = [...known].map(([key, version]) => `${JSON.stringify(key)}:${version}`);
  const rest = (seen === undefined ? '' : `,"seen":${seen}`) + (epoch === undefined ? '' : `,"epoch":${JSON.stringify(epoch)}`);
  return `{"known":{${members.join()}}${rest}}`;
}

export function readAnswer(body: unknown): Answer {
  const { changed, refused, epoch, mesh } = (body ?? {}) as Record<string, any>;
  if (typeof changed !== 'object' || changed === null) throw malformed('has no "changed"');
  const nodes = new Map<string, Node>();
  for (const [key, node] of Object.entries<any>(changed)) {
    const version = wholeNumber(node?.version);
    if (version === undefined) throw malformed(`gives "${key}" no version`);
    nodes.set(key, { version, hash: typeof node.hash === 'string' ? node.hash : '' });
  }
  return {
    changed: nodes,
    refused: new Set(Array.isArray(refused) ? refused : []),
    epoch: typeof epoch === 'string' ? epoch : undefined,
    serverVersion: wholeNumber(mesh?.serverVersion),
  };
}

const malformed = (what: string) => new RealityError('protocol', `The sync answer ${what}.`);

function wholeNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
}

/** A header that holds a version, such as `Reality-Version`. */
export function versionHeader(headers: Headers, name: string): number | undefined {
  const text = headers.get(name)?.trim();
  return text && /^\d+$/.test(text) ? wholeNumber(Number(text)) : undefined;
}

/** `Reality-Bumped: chat:room:general=7, user:9:profile=3` */
export function bumpedHeader(headers: Headers): Map<string, number> {
  const bumped = new Map<string, number>();
  for (const [, key, version] of (headers.get('Reality-Bumped') ?? '').matchAll(/([^\s,=]+)=(\d+)/g)) bumped.set(key!, Number(version));
  return bumped;
}

/** An ETag as a node's hash shows it: without the quotes and the mark of a weak one, which a compressing proxy adds. */
export const bareTag = (etag: string | undefined): string | undefined => etag?.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
