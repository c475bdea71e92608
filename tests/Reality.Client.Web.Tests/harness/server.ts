import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  known: Map<string, number>;
  seen: number | undefined;
  epoch: string | undefined;
  body: string;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

type Kind = 'sync' | 'payload' | 'write';
/** Sees each request before it is answered: may wait, change the state, or answer itself ('drop' cuts the connection). */
type Hook = (kind: Kind, key: string, nth: number) => void | Reply | 'drop' | Promise<void | Reply | 'drop'>;
/** Runs between an answer's making and its sending: an answer can so be overtaken. */
type Delay = (kind: Kind, key: string, nth: number) => void | Promise<void>;

interface Node {
  version: number;
  data: unknown;
  hash: string;
}

/** A small real server that speaks the protocol and does what a test tells it. Its rules are written from the protocol, not from the client. */
export class ScriptedServer {
  readonly nodes = new Map<string, Node>();
  readonly refused = new Set<string>();
  readonly syncs: Asked[] = [];
  readonly fetched: { key: string; tag: string | undefined; status: number }[] = [];
  /** What is served besides, by path. */
  readonly files = new Map<string, { type: string; body: string }>();
  epoch: string | undefined = 'epoch-1';
  commits = 0;
  /** Off: payloads come without Reality-Version. */
  versions = true;
  hook: Hook = () => {};
  delay: Delay = () => {};
  syncsAtOnce = 0;
  mostSyncsAtOnce = 0;
  fetchesAtOnce = 0;
  mostFetchesAtOnce = 0;
  aborted: string[] = [];
  readonly #http: Server;
  readonly #counts = new Map<string, number>();

  private constructor() {
    this.#http = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<ScriptedServer> {
    const server = new ScriptedServer();
    await new Promise<void>((done) => server.#http.listen(0, '127.0.0.1', done));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  /** Commits new data; the hash is a fresh one unless given. */
  write(key: string, data: unknown, hash?: string): number {
    const version = (this.nodes.get(key)?.version ?? 1) + 1;
    this.nodes.set(key, { version, data, hash: hash ?? `h${++this.commits}.s1` });
    return version;
  }

  node(key: string): Node {
    return this.nodes.get(key) ?? { version: 1, data: null, hash: '' };
  }

  fetches(key: string): number {
    return this.fetched.filter((fetch) => fetch.key === key).length;
  }

  get lastSync(): Asked {
    return this.syncs.at(-1)!;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const file = this.files.get(request.url ?? '');
    if (file) return void response.writeHead(200, { 'Content-Type': file.type }).end(file.body);
    const [, place = '', rest = ''] = /^\/([^/]*)\/?(.*)$/.exec(request.url ?? '') ?? [];
    const kind: Kind = place === 'reality' ? 'sync' : request.method === 'POST' ? 'write' : 'payload';
    const key = kind === 'sync' ? '' : decodeURIComponent(rest);
    const nth = (this.#counts.get(kind + key) ?? 0) + 1;
    this.#counts.set(kind + key, nth);
    response.on('close', () => {
      if (!response.writableFinished) this.aborted.push(kind + key);
    });
    let asked: Asked | undefined;
    if (kind === 'sync') {
      this.syncs.push((asked = readAsked(body)));
      this.mostSyncsAtOnce = Math.max(this.mostSyncsAtOnce, ++this.syncsAtOnce);
    }
    if (kind === 'payload') this.mostFetchesAtOnce = Math.max(this.mostFetchesAtOnce, ++this.fetchesAtOnce);
    try {
      const own = await this.hook(kind, key, nth);
      if (own === 'drop') return void response.destroy();
      const reply = own ?? (asked ? this.#sync(asked) : kind === 'write' ? this.#write(key, body) : this.#payload(key, request.headers['if-none-match']));
      if (kind === 'payload') this.fetched.push({ key, tag: request.headers['if-none-match'], status: reply.status });
      await this.delay(kind, key, nth);
      response.writeHead(reply.status, reply.headers).end(reply.body);
    } finally {
      if (kind === 'sync') this.syncsAtOnce--;
      if (kind === 'payload') this.fetchesAtOnce--;
    }
  }

  #sync(asked: Asked): Reply {
    const changed: string[] = [];
    const refused: string[] = [];
    for (const [key, version] of asked.known) {
      const node = this.node(key);
      const other = asked.epoch !== undefined && asked.epoch !== this.epoch;
      if (this.refused.has(key)) refused.push(JSON.stringify(key));
      else if (node.version > version || node.version < version || other) {
        changed.push(`${JSON.stringify(key)}:${JSON.stringify({ key, version: node.version, hash: node.hash, updatedAt: 0 })}`);
      }
    }
    const epoch = this.epoch === undefined ? '' : `,"epoch":"${this.epoch}"`;
    const body = `{"changed":{${changed.join()}},"mesh":{"peers":[],"serverVersion":${this.commits}},"serverTime":0${epoch},"refused":[${refused.join()}]}`;
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
  }

  #payload(key: string, tag: string | undefined): Reply {
    if (this.refused.has(key)) return { status: 403 };
    const { version, data, hash } = this.node(key);
    const headers: Record<string, string> = { 'Cache-Control': 'private, no-cache', 'Reality-Seen': `${this.commits}` };
    if (hash) headers['ETag'] = `"${hash}"`;
    if (this.versions) headers['Reality-Version'] = `${version}`;
    return hash && tag === `"${hash}"` ? { status: 304, headers } : { status: 200, headers, body: JSON.stringify(data) };
  }

  /** Appends to a list. */
  #write(key: string, body: string): Reply {
    const version = this.write(key, [...((this.node(key).data as unknown[] | null) ?? []), JSON.parse(body)]);
    return { status: 201, headers: { 'Reality-Seen': `${this.commits}`, 'Reality-Bumped': `${key}=${version}` }, body };
  }
}

function readAsked(body: string): Asked {
  const { known, seen, epoch } = JSON.parse(body) as { known: Record<string, number>; seen?: number; epoch?: string };
  return { known: new Map(Object.entries(known)), seen, epoch, body };
}
