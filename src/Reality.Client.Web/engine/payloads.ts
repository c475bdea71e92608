import type { Core } from './core';
import type { Entry, Job } from './entry';
import { RealityError } from './errors';
import { createSlots, fetchPayload } from './fetching';
import { backoff } from './settings';
import { bareTag, type Node } from './wire';

const maxRounds = 3;

/**
 * Fetches what an answer says has changed and shows it together. Payloads come from moments of their own: only if each has exactly the
 * version that the answer gave do they belong together; else the server is asked again with the payloads' versions.
 */
export interface Payloads {
  /** The answer lists the key, which was asked for with the given version. */
  changed(entry: Entry, node: Node, asked: number, reason: string): void;
  /** The answer does not list the key: what was asked with is the latest. */
  unchanged(entry: Entry, asked: number, reason: string): void;
  refuse(entry: Entry, error?: RealityError): void;
  /** Another life of the storage: what was fetched in the one before cannot be compared. */
  reset(entry: Entry): void;
  /** Stops what is under way for a key and forgets what it has brought. */
  cancel(entry: Entry): void;
  /** A sync has been answered, or has failed. */
  answered(sequence: number, failed: boolean): void;
  /** Shows what is in hand as soon as it belongs together, or waiting would be worse. */
  settle(): void;
}

export function createPayloads(core: Core, loop: { ask(keys: Iterable<string>, reason: string): void; later(): void }): Payloads {
  const { settings, mutations, held, event } = core;
  const run = createSlots(core);
  let rounds = 0;
  /** The sync whose answer tells whether the payloads in hand belong together. */
  let awaited: number | undefined;
  let patience: unknown;
  /** Payloads of different moments are shown; the answer to this sync or a later one tells how they stand. */
  let tornUntil: number | undefined;

  /** Starts to fetch, unless it is under way already or the server asked to wait. */
  const start = (entry: Entry, reason: string, from = entry.known, differs?: boolean) => {
    if (entry.job || settings.now() < entry.notBefore) return;
    stopRetry(entry);
    const job: Job = { controller: new AbortController(), asked: entry.target, together: true };
    entry.job = job;
    const base = entry.latest;
    const { signal } = job.controller;
    event('fetch', entry.key, reason, { from, to: job.asked, differs });
    void run(async () => {
      signal.throwIfAborted();
      return fetchPayload(core, entry, job.asked, base, signal);
    })
      .then(
        (payload) => {
          if (entry.job !== job) return;
          entry.job = undefined;
          if (payload.version >= entry.known) entry.candidate = payload;
          else event('late', entry.key, 'older than in hand', { from: entry.known, to: payload.version });
          entry.behind = payload.version < job.asked;
          if (entry.behind) later(entry, 'older than asked for');
        },
        (error: RealityError) => {
          if (entry.job !== job) return;
          entry.job = undefined;
          const { status, message } = error;
          if (error.kind === 'http' && (status === 403 || status === 404)) payloads.refuse(entry, new RealityError('refused', message, { status }));
          else {
            entry.error = error;
            if (error.transient) later(entry, message, error);
          }
        },
      )
      .then(() => {
        // As long as payloads keep coming it is worth waiting for the others.
        if (awaited === undefined) stopWaiting();
        payloads.settle();
        core.publish([entry]);
      });
  };

  const stopRetry = (entry: Entry) => {
    core.stop(entry.retry);
    entry.retry = undefined;
  };

  const later = (entry: Entry, why: string, error?: RealityError) => {
    const { key } = entry;
    if (error?.kind === 'network' && !settings.isOnline()) return event('retry', key, 'waits for the network');
    const { retryAfter = 0 } = error ?? {};
    const wait = backoff(settings, entry.attempt, retryAfter);
    entry.notBefore = settings.now() + retryAfter;
    if (entry.attempt++ >= settings.retry.attempts) return event('retry', key, 'waits for the next trigger');
    event('retry', key, why, { wait });
    stopRetry(entry);
    entry.retry = core.after(wait, () => {
      entry.notBefore = 0;
      start(entry, 'retry');
      core.publish([entry]);
    });
  };

  /** Waits for what belongs to the payloads in hand, but not for ever. */
  const waitFor = (giveUp: () => void) => {
    patience ??= core.after(settings.togetherTimeout, () => {
      patience = undefined;
      giveUp();
      payloads.settle();
    });
  };

  const stopWaiting = () => {
    core.stop(patience);
    patience = undefined;
  };

  const show = (ready: Entry[], torn: boolean) => {
    rounds = 0;
    for (const entry of ready) {
      const payload = entry.candidate!;
      const from = entry.truth?.version;
      entry.candidate = undefined;
      entry.refused = false;
      entry.truth = payload;
      settled(entry);
      entry.torn = torn;
      event('show', entry.key, 'in hand', { from, to: payload.version });
      // Something newer was heard of while it was on its way. (One behind what it was asked for has its retry.)
      if (entry.due && !entry.behind) start(entry, 'newer');
    }
    if (torn) {
      tornUntil = core.next;
      event('torn', undefined, ready.map((entry) => entry.key).join());
      loop.later();
    }
    mend();
    core.publish(held());
  };

  /** What was torn is whole again once an answer about everything has come and all that it listed is shown. */
  const mend = () => {
    if (tornUntil === undefined && !held().some((entry) => entry.due || entry.candidate)) for (const entry of held()) entry.torn = false;
  };

  const settled = (entry: Entry) => {
    mutations.prune(entry);
    if (entry.due || entry.candidate) return;
    entry.error = undefined;
    entry.attempt = 0;
  };

  const payloads: Payloads = {
    changed(entry, node, asked, reason) {
      const { version, hash } = node;
      // A version below the one asked with: the storage was reset, though it kept its epoch.
      if (version < asked) payloads.reset(entry);
      entry.refused = false;
      entry.confirmed = true;
      entry.target = Math.max(entry.target, version);
      const held = entry.latest;
      if (held?.version && held.version >= version) return settled(entry);
      if (held && hash && bareTag(held.etag) === hash) {
        event('skip', entry.key, reason, { from: asked, to: version, differs: false });
        payloads.cancel(entry);
        entry.candidate = { ...held, version };
        entry.behind = false;
        return;
      }
      start(entry, reason, asked, held && true);
    },
    unchanged(entry, asked, reason) {
      entry.confirmed = true;
      if (entry.candidate?.version === asked) entry.target = Math.max(entry.target, asked);
      else if (!entry.truth && !entry.job) start(entry, reason);
      else settled(entry);
    },
    refuse(entry, error) {
      payloads.cancel(entry);
      mutations.forget(entry.key);
      if (entry.error?.kind !== 'refused') entry.error = error;
      entry.refused = true;
      entry.truth = undefined;
      entry.target = 0;
    },
    reset(entry) {
      payloads.cancel(entry);
      entry.confirmed = false;
      entry.target = 0;
      if (entry.truth) entry.truth = { ...entry.truth, version: 0 };
    },
    cancel(entry) {
      entry.job?.controller.abort(new RealityError('network', 'Not needed any more'));
      entry.job = entry.candidate = undefined;
      stopRetry(entry);
    },
    answered(sequence, failed) {
      if (!failed && sequence >= tornUntil!) tornUntil = undefined;
      if (awaited === undefined || sequence < awaited) return;
      awaited = undefined;
      if (failed) rounds = maxRounds;
    },
    settle() {
      if (awaited !== undefined) return;
      const all = held();
      const ready = all.filter((entry) => entry.candidate);
      if (ready.length && all.some((entry) => entry.job?.together)) {
        return waitFor(() => {
          for (const { job } of held()) if (job) job.together = false;
        });
      }
      stopWaiting();
      if (!ready.length) return mend();
      const apart = all.length > 1 && ready.some((entry) => entry.candidate!.version !== entry.target);
      if (apart && rounds < maxRounds) {
        rounds++;
        awaited = core.next;
        loop.ask(all.map((entry) => entry.key), 'together');
        return waitFor(() => payloads.answered(Infinity, true));
      }
      // A key left behind tears only what is already on the screen.
      show(ready, apart || all.some((entry) => !entry.candidate && entry.truth && entry.due));
    },
  };
  return payloads;
}
