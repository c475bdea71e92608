import type { Core } from './core';
import { RealityError } from './errors';
import { byteLength } from './key';
import { Payloads } from './payloads';
import { backoff } from './settings';
import type { SyncResult } from './types';
import { readAnswer, syncBody, type Answer } from './wire';

// The server's limits: 1,000 keys and 256 KiB a request.
const maxKeys = 1_000;
const maxBytes = 200_000;

/** Asks the server what has changed: one request for all keys due in the same tick, never two at once, and nothing asked meanwhile is lost. */
export class SyncLoop {
  readonly payloads: Payloads;
  /** The number of the next sync to be sent. */
  next = 1;
  #wanted = new Map<string, string>();
  #sending = false;
  #timer: unknown;
  #attempt = 0;
  #repairs = 0;
  #notBefore = 0;
  readonly #stop = new AbortController();

  constructor(private readonly core: Core) {
    this.payloads = new Payloads(core, this);
  }

  /** Asks for these keys with the next sync, which is sent in the next tick or as soon as the one under way has ended. */
  ask(keys: Iterable<string>, reason: string): void {
    for (const key of keys) if (!this.#wanted.has(key)) this.#wanted.set(key, reason);
    this.#schedule(0);
  }

  /** Asks after a while for what an answer left in doubt. */
  later(): void {
    const { core } = this;
    if (this.#repairs >= core.settings.retry.attempts) return;
    core.after(backoff(core.settings, this.#repairs++), () => this.ask(core.held().map(({ key }) => key), 'repair'));
  }

  /** Asks for these keys and resolves when the answer has come and what it lists is shown, or could not be. */
  wait(keys: readonly string[], reason: string): Promise<SyncResult> {
    const { core, next } = this;
    this.ask(keys, reason);
    return new Promise((resolve) => {
      core.waiting.add(() => {
        const entries = keys.flatMap((key) => core.entries.get(key) ?? []).filter((entry) => entry.subscribers.size > 0);
        if (!core.disposed && entries.some((entry) => entry.job || entry.candidate || entry.spoken < next)) return false;
        const errors = new Map(entries.flatMap((entry) => (entry.error ? [[entry.key, entry.error] as const] : [])));
        resolve({ ok: errors.size === 0, errors });
        return true;
      });
      core.wake();
    });
  }

  dispose(): void {
    this.#stop.abort(new Error('disposed'));
    this.core.stop(this.#timer);
    this.core.wake();
  }

  #schedule(wait: number): void {
    const { core } = this;
    if (this.#sending || core.disposed) return;
    core.stop(this.#timer);
    this.#timer = core.after(Math.max(wait, this.#notBefore - core.settings.now()), () => void this.#send());
  }

  /** What to ask: first the keys wanted, then all others, since only one answer about all that is shown comes from one moment. */
  #take(): Map<string, number> {
    const asked = new Map<string, number>();
    let bytes = 0;
    const held = this.core.held();
    const wanted = held.filter((entry) => this.#wanted.has(entry.key));
    if (!wanted.length) held.length = 0;
    for (const { key, known } of new Set([...wanted, ...held])) {
      bytes += byteLength(key) + 24;
      if (asked.size === maxKeys || bytes > maxBytes) return asked;
      asked.set(key, known);
      this.#wanted.delete(key);
    }
    // Whatever is left has no subscriber any more.
    this.#wanted.clear();
    return asked;
  }

  async #send(): Promise<void> {
    const { core } = this;
    if (this.#sending || core.disposed) return;
    const reasons = [...new Set(this.#wanted.values())].join(', ');
    const asked = this.#take();
    if (!asked.size) return core.wake();
    this.#sending = true;
    const sequence = this.next++;
    core.event('sync', undefined, `${reasons}: ${[...asked].map(([key, version]) => `${key} v${version}`).join(', ')}`);
    let wait: number | undefined;
    try {
      const answer = await this.#request(asked);
      if (core.disposed) return;
      this.#attempt = 0;
      this.#accept(asked, answer, sequence);
    } catch (error) {
      if (core.disposed) return;
      wait = this.#failed(asked, error as RealityError);
    }
    for (const entry of core.held()) if (asked.has(entry.key)) entry.spoken = sequence;
    this.#sending = false;
    this.payloads.answered(sequence, wait !== undefined);
    if (this.#wanted.size) this.#schedule(wait ?? 0);
    this.payloads.settle();
    core.publish(core.held());
  }

  /** How long to wait before what is wanted is asked for. */
  #failed(asked: Map<string, number>, error: RealityError): number {
    const { core } = this;
    const { settings } = core;
    for (const key of asked.keys()) {
      const entry = core.entries.get(key);
      if (entry) entry.error = error;
    }
    this.#notBefore = settings.now() + (error.retryAfter ?? 0);
    const offline = error.kind === 'network' && !settings.isOnline();
    if (!error.transient || offline || this.#attempt >= settings.retry.attempts) {
      core.event('retry', undefined, offline ? 'waits for the network' : 'waits for the next trigger');
      return 0;
    }
    const wait = this.#wanted.size ? 0 : backoff(settings, this.#attempt, error.retryAfter);
    this.#attempt++;
    core.event('retry', undefined, `in ${Math.round(wait)} ms: ${error.message}`);
    for (const key of asked.keys()) this.#wanted.set(key, 'retry');
    return wait;
  }

  async #request(asked: Map<string, number>): Promise<Answer> {
    const { core } = this;
    const { doubt } = core;
    core.doubt = false;
    try {
      return await core.transport.within(core.settings.syncTimeout, this.#stop.signal, async (signal) => {
        const body = syncBody(asked, doubt ? undefined : core.seen, core.epoch);
        const response = await core.transport.fetch(core.settings.syncUrl, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, signal });
        return readAnswer(await core.transport.json(response, 'The sync'));
      });
    } catch (error) {
      core.doubt ||= doubt;
      throw error;
    }
  }

  #accept(asked: Map<string, number>, answer: Answer, sequence: number): void {
    const { core, payloads } = this;
    const reset = answer.epoch !== undefined && core.epoch !== undefined && answer.epoch !== core.epoch;
    if (reset) {
      core.event('epoch', undefined, `${core.epoch}→${answer.epoch}`);
      core.seen = 0;
      for (const entry of core.entries.values()) payloads.reset(entry);
      core.mutations.restart();
      this.ask(core.held().map((entry) => entry.key).filter((key) => !asked.has(key)), 'epoch');
    }
    core.epoch = answer.epoch ?? core.epoch;
    core.note(answer.serverVersion, core.epoch);
    if (!answer.changed.size) this.#repairs = 0;
    for (const [key, known] of asked) {
      const entry = core.entries.get(key);
      if (!entry) continue;
      const node = answer.changed.get(key);
      if (answer.refused.has(key)) payloads.refuse(entry, refusal(key));
      else {
        if (core.mutations.answered(key, sequence, known, node?.version)) this.later();
        if (node) payloads.changed(entry, node, reset ? 0 : known);
        else payloads.unchanged(entry, known);
      }
    }
  }
}

const refusal = (key: string) => new RealityError('refused', `${key} is not declared, or not for this user to read.`);
