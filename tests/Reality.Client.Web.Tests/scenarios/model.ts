import type { Happening, Scenario, Step } from './format';
import type { Clock } from './clock';

interface Node {
  version: number;
  data: unknown;
  hash: string;
}

interface Held {
  known: Map<string, number>;
  answer: () => void;
}

/** The scripted server behind the engine's `fetch`. Its rules are the protocol's, written for the scenarios alone. */
export class Model {
  readonly sent: Record<string, unknown>[] = [];
  readonly aborted = new Map<string, number>();
  readonly down = new Set<string>();
  readonly refused = new Set<string>();
  online = true;
  epoch = 'e1';
  commits = 0;
  readonly #nodes = new Map<string, Node>();
  readonly #rules: (Step & { next: string; times: number })[] = [];
  readonly #held = new Set<Held>();
  #life = 0;

  constructor(private readonly clock: Clock, scenario: Scenario) {
    for (const [key, data] of Object.entries(scenario.nodes ?? {})) this.#nodes.set(key, { version: 2, data, hash: `h${++this.commits}.s1` });
  }

  next(step: Step): void {
    this.#rules.push({ ...step, next: step.next!, times: step.times ?? 1 });
  }

  write(changes: Record<string, unknown>, hash?: string): void {
    this.commits++;
    for (const [key, data] of Object.entries(changes)) {
      this.#nodes.set(key, { version: this.#node(key).version + 1, data, hash: hash ?? `h${this.commits}-${key.length}.s1` });
    }
    this.#wake();
  }

  delete(key: string): void {
    this.write({ [key]: null }, '');
  }

  restore(nodes: Record<string, Node>): void {
    for (const [key, node] of Object.entries(nodes)) this.#nodes.set(key, node);
    this.#wake();
  }

  /** Questions that are kept back at present. */
  get heldNow(): number {
    return this.#held.size;
  }

  /** The machine sleeps: what was under way is never answered, and nobody says so. */
  sleep(): void {
    this.#life++;
    this.#held.clear();
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(String(input));
    const host = url.hostname.split('.')[0]!;
    const key = decodeURIComponent(url.pathname.replace(/^\/\w+\//, ''));
    const body = init.body ? (JSON.parse(String(init.body)) as Record<string, any>) : {};
    const kind = url.pathname === '/reality/sync' ? (body['wait'] ? 'held' : 'sync') : init.method === 'POST' ? `post ${key}` : `get ${key}`;
    const tag = new Headers(init.headers).get('If-None-Match')?.replaceAll('"', '') ?? null;
    const told = kind.startsWith('get') ? { get: key, ifNoneMatch: tag } : kind.startsWith('post') ? { post: key } : { sync: body['known'], seen: body['seen'], epoch: body['epoch'], wait: body['wait'] };
    this.sent.push({ ...told, host });
    const rule = this.#take(kind, host);
    const { signal } = init;
    const life = this.#life;
    return new Promise<Response>((resolve, reject) => {
      signal?.addEventListener('abort', () => {
        this.aborted.set(key, (this.aborted.get(key) ?? 0) + 1);
        reject(signal.reason);
      });
      if (rule.hangs) return;
      const fail = () => reject(new TypeError('The connection failed.'));
      this.#after(rule.arrives, () => {
        if (signal?.aborted || life !== this.#life) return;
        if (rule.fails || !this.online || this.down.has(host) || this.down.has('')) return fail();
        const send = (response: Response) => this.#after(rule.answers, () => life !== this.#life || (rule.lost || !this.online ? fail() : resolve(response)));
        if (rule.status || rule.body !== undefined) return send(own(rule));
        if (kind.startsWith('get')) return send(this.#payload(key, tag, rule));
        if (kind.startsWith('post')) return send(this.#post(key, body, rule));
        const known = new Map(Object.entries(body['known'] as Record<string, number>));
        const answer = () => send(this.#answer(known, body['epoch'], rule));
        if (kind === 'sync' || this.#changed(known, body['epoch']).length || [...known.keys()].some((key) => this.refused.has(key))) return answer();
        const held: Held = { known, answer: () => this.#held.delete(held) && answer() };
        this.#held.add(held);
        signal?.addEventListener('abort', () => this.#held.delete(held));
        this.#after(body['wait'], held.answer);
      });
    });
  };

  #take(kind: string, host: string): Happening {
    const rule = this.#rules.find((rule) => rule.times > 0 && rule.next === kind && (rule.host ?? host) === host);
    if (rule) rule.times--;
    return rule ?? {};
  }

  #after(milliseconds: number | undefined, run: () => void): void {
    if (milliseconds) this.clock.timers.setTimeout(run, milliseconds);
    else run();
  }

  #wake(): void {
    for (const held of [...this.#held]) if (this.#changed(held.known, this.epoch).length) held.answer();
  }

  #node(key: string): Node {
    return this.#nodes.get(key) ?? { version: 1, data: null, hash: '' };
  }

  #changed(known: Map<string, number>, epoch: unknown): string[] {
    const other = epoch !== undefined && epoch !== this.epoch;
    return [...known].filter(([key, version]) => !this.refused.has(key) && (other || this.#node(key).version !== version)).map(([key]) => key);
  }

  #answer(known: Map<string, number>, epoch: unknown, rule: Happening): Response {
    const changed = this.#changed(known, epoch).map((key) => [key, { key, version: this.#node(key).version, hash: this.#node(key).hash, updatedAt: 0 }]);
    const refused = [...known.keys()].filter((key) => this.refused.has(key));
    return Response.json({ changed: Object.fromEntries(changed), mesh: { peers: rule.peers ?? [], serverVersion: this.commits }, serverTime: 0, epoch: this.epoch, refused });
  }

  #payload(key: string, tag: string | null, rule: Happening): Response {
    if (this.refused.has(key)) return new Response(null, { status: 403 });
    const { version, data, hash } = this.#node(key);
    const headers = new Headers({ 'Reality-Version': `${version}`, 'Reality-Seen': `${this.commits}` });
    if (hash) headers.set('ETag', `"${hash}"`);
    for (const name of rule.without ?? []) headers.delete(name);
    return hash && tag === hash ? new Response(null, { status: 304, headers }) : new Response(JSON.stringify(data), { headers });
  }

  #post(key: string, change: Record<string, unknown>, rule: Happening): Response {
    const before = (this.#node(key).data ?? []) as unknown[];
    this.write({ [key]: 'append' in change ? [...before, change['append']] : change['set'] });
    const headers = new Headers({ 'Reality-Seen': `${this.commits}`, 'Reality-Bumped': `${key}=${this.#node(key).version}` });
    for (const name of rule.without ?? []) headers.delete(name);
    return new Response('{}', { headers });
  }
}

function own({ status = 200, headers = {}, body = '' }: Happening): Response {
  return new Response(typeof body === 'string' ? body || null : JSON.stringify(body), { status, headers });
}
