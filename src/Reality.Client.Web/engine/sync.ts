import type { Core } from './core';
import { RealityError } from './errors';
import { byteLength } from './key';
import { createPayloads, type Payloads } from './payloads';
import { backoff } from './settings';
import { json, send, within } from './transport';
import type { SyncResult } from './types';
import { readAnswer, syncBody, type Answer } from './wire';

// The server's limits: 1,000 keys and 256 KiB a request.
const maxKeys = 1_000;
const maxBytes = 200_000;

/** Asks the server what has changed: one request for all keys due in the same tick, never two at once, and nothing asked meanwhile is lost. */
export interface SyncLoop {
  readonly payloads: Payloads;
  /** What syncs wait for before they are sent. */
  gate: Promise<unknown> | undefined;
  /** Asks for these keys with the next sync, which is sent in the next tick or as soon as the one under way has ended. */
  ask(keys: Iterable<string>, reason: string): void;
  /** Asks for these keys and resolves when the answer has come and what it lists is shown, or could not be. */
  wait(keys: readonly string[], reason: string): Promise<SyncResult>;
  /** A sync is under way, or about to be. */
  busy(): boolean;
  /** Takes over what an answer says of the keys that were asked for; `done` follows. */
  accept(asked: ReadonlyMap<string, number>, answer: Answer, sequence: number, reason: string): void;
  /** A sync has ended: what is wanted by now is asked for, after `wait` if it has failed, and what is in hand is shown. */
  done(asked: ReadonlyMap<string, number>, sequence: number, wait?: number): void;
  dispose(): void;
}

export function createSync(core: Core): SyncLoop {
  const { settings, entries, mutations, event, held } = core;
  const wanted = new Map<string, string>();
  const end = new AbortController();
  let sending = false;
  let timer: unknown;
  let attempt = 0;
  let repairs = 0;
  let notBefore = 0;

  /** Asks after a while for what an answer left in doubt. */
  const later = () => {
    if (repairs < settings.retry.attempts) core.after(backoff(settings, repairs++), () => loop.ask(held().map(({ key }) => key), 'repair'));
  };

  const schedule = (wait: number) => {
    if (sending || core.disposed) return;
    core.stop(timer);
    timer = core.after(Math.max(wait, notBefore - settings.now()), () => void round());
  };

  /** What to ask: first the keys wanted, then all others, since only one answer about all that is shown comes from one moment. */
  const take = () => {
    const asked = new Map<string, number>();
    let bytes = 0;
    const all = held();
    const first = all.filter(({ key }) => wanted.has(key));
    for (const { key, known } of first.length ? new Set([...first, ...all]) : []) {
      bytes += byteLength(key) + 24;
      if (asked.size === maxKeys || bytes > maxBytes) return asked;
      asked.set(key, known);
      wanted.delete(key);
    }
    // Whatever is left has no subscriber any more.
    wanted.clear();
    return asked;
  };

  const round = async () => {
    if (sending || core.disposed) return;
    sending = true;
    if (loop.gate) await loop.gate;
    const reason = [...new Set(wanted.values())].join(', ');
    const asked = take();
    sending = asked.size > 0;
    if (!sending) return core.wake();
    const sequence = core.next++;
    let wait: number | undefined;
    event('sync', undefined, reason, { known: asked });
    try {
      const answer = await request(asked);
      if (core.disposed) return;
      attempt = 0;
      accept(asked, answer, sequence, reason);
    } catch (error) {
      if (core.disposed) return;
      wait = failed(asked, error as RealityError);
    }
    sending = false;
    done(asked, sequence, wait);
  };

  const done = (asked: ReadonlyMap<string, number>, sequence: number, wait?: number) => {
    for (const entry of held()) if (asked.has(entry.key)) entry.spoken = sequence;
    loop.payloads.answered(sequence, wait !== undefined);
    if (wanted.size) schedule(wait ?? 0);
    loop.payloads.settle();
    core.publish(held());
  };

  /** How long to wait before what is wanted is asked for. */
  const failed = (asked: Map<string, number>, error: RealityError) => {
    for (const key of asked.keys()) {
      const entry = entries.get(key);
      if (entry) entry.error = error;
    }
    const { retryAfter = 0, message } = error;
    notBefore = settings.now() + retryAfter;
    const offline = error.kind === 'network' && !settings.isOnline();
    if (!error.transient || offline || attempt >= settings.retry.attempts) {
      event('retry', undefined, offline ? 'waits for the network' : 'waits for the next trigger');
      return 0;
    }
    const wait = wanted.size ? 0 : backoff(settings, attempt, retryAfter);
    attempt++;
    event('retry', undefined, message, { wait });
    for (const key of asked.keys()) wanted.set(key, 'retry');
    return wait;
  };

  const request = async (asked: Map<string, number>) => {
    const { doubt } = core;
    core.doubt = false;
    try {
      return await within(core, settings.syncTimeout, end.signal, async (signal) => {
        const body = syncBody(asked, doubt ? undefined : core.seen, core.epoch);
        const headers = { 'Content-Type': 'application/json' };
        return readAnswer(await json(core, await send(core, settings.syncUrl, { method: 'POST', headers, body, signal }), 'Sync'));
      });
    } catch (error) {
      core.doubt ||= doubt;
      throw error;
    }
  };

  const accept = (asked: ReadonlyMap<string, number>, answer: Answer, sequence: number, reason: string) => {
    const { payloads } = loop;
    const { changed, refused } = answer;
    const reset = answer.epoch !== undefined && core.epoch !== undefined && answer.epoch !== core.epoch;
    if (reset) {
      event('epoch', undefined, `${core.epoch}→${answer.epoch}`);
      core.seen = 0;
      for (const entry of entries.values()) payloads.reset(entry);
      mutations.restart();
      loop.ask(held().flatMap(({ key }) => (asked.has(key) ? [] : key)), 'epoch');
    }
    core.epoch = answer.epoch ?? core.epoch;
    core.note(answer.serverVersion, core.epoch);
    if (!changed.size) repairs = 0;
    for (const [key, known] of asked) {
      const entry = entries.get(key);
      if (!entry) continue;
      const node = changed.get(key);
      if (refused.has(key)) payloads.refuse(entry, new RealityError('refused', `${key} is not declared, or not yours to read`));
      else {
        if (mutations.answered(key, sequence, known, node?.version)) later();
        if (node) payloads.changed(entry, node, reset ? 0 : known, reason);
        else payloads.unchanged(entry, known, reason);
      }
    }
  };

  const loop: SyncLoop = {
    payloads: createPayloads(core, { ask: (keys, reason) => loop.ask(keys, reason), later }),
    gate: undefined,
    ask(keys, reason) {
      for (const key of keys) if (!wanted.has(key)) wanted.set(key, reason);
      schedule(0);
    },
    wait(keys, reason) {
      const { next } = core;
      loop.ask(keys, reason);
      return new Promise((resolve) => {
        core.waiting.add(() => {
          const asked = keys.flatMap((key) => entries.get(key) ?? []).filter((entry) => entry.subscribers.size);
          if (!core.disposed && asked.some((entry) => entry.job || entry.candidate || entry.spoken < next)) return false;
          const errors = new Map(asked.flatMap(({ key, error }) => (error ? [[key, error] as const] : [])));
          resolve({ ok: !errors.size, errors });
          return true;
        });
        core.wake();
      });
    },
    busy: () => sending || wanted.size > 0,
    accept,
    done,
    dispose() {
      end.abort(new Error('disposed'));
      core.stop(timer);
      core.wake();
    },
  };
  return loop;
}
