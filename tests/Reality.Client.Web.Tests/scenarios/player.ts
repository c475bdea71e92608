import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { Reality, RealityError, type RealityOptions } from '../../../src/Reality.Client.Web/dist/client.js';
import { failover } from '../../../src/Reality.Client.Web/dist/client/failover.js';
import { interval, live, type Page } from '../../../src/Reality.Client.Web/dist/client/live.js';
import { persist, type Persistence } from '../../../src/Reality.Client.Web/dist/client/persist.js';
import { Clock } from './clock';
import type { Expectation, Scenario, Step } from './format';
import { Kept } from './kept';
import { Model } from './model';

/** Plays a scenario on the engine. */
export class Player {
  readonly #clock = new Clock();
  readonly #server: Model;
  readonly #kept = new Kept();
  #reality: Reality;
  #persistence: Persistence | undefined;
  readonly #stops = new Map<string, () => void>();
  readonly #shown = new Map<string, unknown[]>();
  readonly #errors = new Map<string, string[]>();
  readonly #mutations = new Map<string, string>();
  readonly log: string[] = [];
  readonly #page = Object.assign(new EventTarget(), { hidden: false }) as EventTarget & Page & { hidden: boolean };
  #ask: (reason: string) => void = () => {};

  constructor(private readonly scenario: Scenario) {
    this.#server = new Model(this.#clock, scenario);
    this.#reality = this.#begin(scenario.options?.scope);
  }

  #begin(scope: string | undefined): Reality {
    const { retries = 10, live: isLive, interval: every, servers, togetherTimeout, fetchTimeout, syncTimeout, maxParallelFetches } = this.scenario.options ?? {};
    this.#persistence = scope === undefined ? undefined : persist({ scope: `${scope} of ${this.scenario.name}`, store: this.#kept });
    return new Reality({
      ...defined({ togetherTimeout, fetchTimeout, syncTimeout, maxParallelFetches }),
      use: [
        ...(this.#persistence ? [this.#persistence] : []),
        ...(servers ? [failover(servers.map((name) => `http://${name}.test/`))] : []),
        ...(isLive ? [live({ page: this.#page, locks: null })] : []),
        ...(every ? [interval(every, this.#page)] : []),
      ],
      baseUrl: `http://${servers?.[0] ?? 'main'}.test/`,
      retry: { attempts: retries },
      fetch: this.#server.fetch,
      timers: this.#clock.timers,
      now: () => this.#clock.now,
      random: () => 0.5,
      isOnline: () => this.#server.online,
      triggers: [(ask) => {
        this.#ask = ask;
        return () => {};
      }],
      onEvent: ({ type, key, reason }) => this.log.push(`${this.#clock.now % 100_000_000} ${type} ${key ?? ''}: ${reason}`),
    });
  }

  #restart(scope: string): void {
    this.#reality.dispose();
    for (const told of [this.#stops, this.#shown, this.#errors]) told.clear();
    this.#reality = this.#begin(scope);
  }

  async play(steps: readonly Step[]): Promise<void> {
    for (const [index, step] of steps.entries()) {
      this.log.push(`— step ${index + 1} ${JSON.stringify(step).slice(0, 100)}`);
      if (step.expect) this.#check(step.expect, `step ${index + 1}`);
      else if (step.next) this.#server.next(step);
      else {
        await this.#do(step);
        await this.#clock.advance(20 + (step.advance ?? 0));
      }
    }
    this.#reality.dispose();
  }

  async #do(step: Step): Promise<void> {
    const server = this.#server;
    if (step.subscribe !== undefined) this.#subscribe(step.subscribe, step.as ?? step.subscribe);
    else if (step.unsubscribe !== undefined) this.#stops.get(step.unsubscribe)!();
    else if (step.mutate !== undefined) this.#mutate(step, step.mutate, step.as ?? step.mutate);
    else if (step.sync) void (step.sync.length ? this.#reality.sync(step.sync) : this.#reality.syncAll());
    else if (step.trigger) this.#trigger(step.trigger);
    else if (step.sleep) {
      this.#clock.sleep(step.sleep);
      server.sleep();
    }
    else if (step.restart !== undefined) this.#restart(step.restart);
    else if (step.signOut !== undefined) {
      await this.#persistence!.clear();
      this.#restart(step.signOut);
    } else if (step.spoil !== undefined) this.#kept.spoil(step.spoil);
    else if (step.write) server.write(step.write, step.hash);
    else if (step.delete) server.delete(step.delete);
    else if (step.restore) server.restore(step.restore);
    else if (step.epoch) server.epoch = step.epoch;
    else if (step.refuse) server.refused.add(step.refuse);
    else if (step.allow) server.refused.delete(step.allow);
    else if (step.down !== undefined) server.down.add(step.down);
    else if (step.up !== undefined) server.down.delete(step.up);
    else assert.ok(step.advance !== undefined, `Unknown step ${JSON.stringify(step)}`);
  }

  #subscribe(key: string, name: string): void {
    const shown: unknown[] = [];
    const errors: string[] = [];
    this.#shown.set(name, shown);
    this.#errors.set(name, errors);
    this.#stops.set(name, this.#reality.subscribe(key, {
      url: `/data/${encodeURIComponent(key)}`,
      onData: (data) => shown.push(data ?? null),
      onError: (error) => errors.push(error.kind),
    }));
  }

  #mutate(step: Step, key: string, name: string): void {
    const change = 'append' in step ? { append: step.append } : { set: step.set };
    this.#mutations.set(name, 'sending');
    this.#reality
      .mutate({
        keys: step.keys ?? [key],
        apply: (data: unknown[] | null | undefined) => ('append' in step ? [...(data ?? []), step.append] : step.set),
        request: ({ fetch }) => fetch(`/write/${encodeURIComponent(key)}`, { method: 'POST', body: JSON.stringify(change) }),
        ...defined({ verify: step.verify, queue: step.queue }),
      })
      .then(
        () => this.#mutations.set(name, 'done'),
        () => this.#mutations.set(name, 'failed'),
      );
  }

  #trigger(name: string): void {
    if (name === 'offline') this.#server.online = false;
    else if (name === 'online') this.#server.online = true;
    if (name === 'hidden' || name === 'visible') {
      this.#page.hidden = name === 'hidden';
      this.#page.dispatchEvent(new Event('visibilitychange'));
    }
    if (name !== 'offline' && name !== 'hidden') this.#ask(name);
  }

  #check(expected: Expectation, where: string): void {
    const server = this.#server;
    if (expected.requests) {
      const sent = server.sent.splice(0);
      const latest = (request: Record<string, unknown>) => ('seen' in request && request['seen'] === 'latest' ? { ...request, seen: server.commits } : request);
      const comparable = sent.map((request, index) => {
        const told = expected.requests![index];
        if (!told) return request;
        const part = pick(request, Object.keys(told));
        return told['wait'] === true ? { ...part, wait: typeof part['wait'] === 'number' } : part;
      });
      assert.deepEqual(comparable, expected.requests.map(latest), `${where}: requests`);
    }
    for (const [key, state] of Object.entries(expected.state ?? {})) {
      const now = this.#reality.get(key);
      const all: Record<string, unknown> = { ...now, data: now.data ?? null, error: now.error instanceof RealityError ? now.error.kind : null, stale: now.isStale };
      assert.deepEqual(pick(all, Object.keys(state)), state, `${where}: ${key}`);
    }
    for (const [name, data] of Object.entries(expected.shown ?? {})) assert.deepEqual(once(this.#shown.get(name)!.splice(0)), data, `${where}: shown to ${name}`);
    for (const [name, kinds] of Object.entries(expected.errors ?? {})) assert.deepEqual(this.#errors.get(name)!.splice(0), kinds, `${where}: errors of ${name}`);
    for (const [name, state] of Object.entries(expected.mutations ?? {})) assert.equal(this.#mutations.get(name), state, `${where}: mutation ${name}`);
    for (const [key, count] of Object.entries(expected.aborted ?? {})) assert.equal(server.aborted.get(key) ?? 0, count, `${where}: aborted ${key}`);
  }
}

/** The same twice in a row counts once. */
const once = (told: unknown[]): unknown[] => told.filter((data, i) => i === 0 || !isDeepStrictEqual(data, told[i - 1]));
const pick = (from: Record<string, unknown>, names: string[]): Record<string, unknown> => Object.fromEntries(names.map((name) => [name, from[name]]));
const defined = (options: Record<string, unknown>): RealityOptions => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
