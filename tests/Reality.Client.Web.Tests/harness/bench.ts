import { after } from 'node:test';
import { Reality, type KeyState, type RealityError, type RealityEvent, type RealityOptions, type Subscription } from '../../../src/Reality.Client.Web/dist/client.js';
import { ScriptedServer } from './server';

/** What a subscriber was told, in order. */
export interface Told {
  data: unknown[];
  errors: RealityError[];
  states: KeyState<any>[];
  readonly last: KeyState<any>;
  stop(): void;
}

export interface Bench {
  server: ScriptedServer;
  reality: Reality;
  events: RealityEvent[];
  watch(key: string, subscription?: Subscription<any>): Told;
  client(options?: RealityOptions): Reality;
}

/** A server and a client of it, ended after the test. */
export async function bench(options: RealityOptions = {}): Promise<Bench> {
  const server = await ScriptedServer.start();
  const events: RealityEvent[] = [];
  const clients: Reality[] = [];
  const client = (more: RealityOptions = {}) => {
    // Patient, so that a busy machine does not look like a hanging fetch.
    const made = new Reality({ baseUrl: server.url, togetherTimeout: 8_000, retry: { baseDelay: 20, maxDelay: 60 }, onEvent: (event) => events.push(event), ...options, ...more });
    clients.push(made);
    return made;
  };
  const reality = client();
  open.push(() => {
    for (const each of clients) each.dispose();
    server.stop();
  });
  return { server, reality, events, client, watch: (key, subscription) => watch(reality, key, subscription) };
}

const open: (() => void)[] = [];
after(() => {
  for (const close of open) close();
});

export function watch(reality: Reality, key: string, subscription: Subscription<any> = {}): Told {
  const data: unknown[] = [];
  const errors: RealityError[] = [];
  const states: KeyState<any>[] = [];
  const stop = reality.subscribe(key, {
    ...(subscription.fetcher ? {} : { url: `/data/${encodeURIComponent(key)}` }),
    ...subscription,
    onData: (value, state) => {
      data.push(value);
      subscription.onData?.(value, state);
    },
    onError: (error) => errors.push(error),
    onState: (state) => states.push(state),
  });
  return { data, errors, states, stop, get last() { return reality.get(key); } };
}

export const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

export async function until(what: () => boolean, limit = 15_000): Promise<void> {
  const end = Date.now() + limit;
  while (!what()) {
    if (Date.now() > end) throw new Error(`Did not happen within ${limit} ms: ${what.toString()}`);
    await pause(2);
  }
}

/** A promise that the test ends by hand. */
export function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((done) => (open = done));
  return { opened, open };
}

/** Time that passes only when told. */
export class VirtualTime {
  now = 0;
  readonly asked: number[] = [];
  #timers = new Map<number, { at: number; run: () => void }>();
  #next = 1;

  readonly timers = {
    setTimeout: (run: () => void, milliseconds: number): unknown => {
      this.#timers.set(this.#next, { at: this.now + milliseconds, run });
      this.asked.push(milliseconds);
      return this.#next++;
    },
    clearTimeout: (timer: unknown): void => void this.#timers.delete(timer as number),
  };

  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const [id, due] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (id === undefined || !due) break;
      this.now = Math.max(this.now, due.at);
      this.#timers.delete(id);
      due.run();
    }
    this.now = end;
  }
}
