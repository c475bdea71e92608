import type { Core } from './core';
import type { Entry, Job } from './entry';
import { RealityError } from './errors';
import { fetchPayload } from './fetching';
import { backoff } from './settings';
import { Slots } from './slots';
import { bareTag, type Node } from './wire';

const maxRounds = 3;

/**
 * Fetches what an answer says has changed and shows it together. Payloads come from moments of their own: only if each has exactly the
 * version that the answer gave do they belong together; else the server is asked again with the payloads' versions.
 */
export class Payloads {
  readonly #slots: Slots;
  #rounds = 0;
  /** The sync whose answer tells whether the payloads in hand belong together. */
  #awaited: number | undefined;
  #patience: unknown;
  /** Payloads of different moments are shown; the answer to this sync or a later one tells how they stand. */
  #tornUntil: number | undefined;

  constructor(
    private readonly core: Core,
    private readonly loop: { readonly next: number; ask(keys: Iterable<string>, reason: string): void; later(): void },
  ) {
    this.#slots = new Slots(core.settings.maxParallelFetches, core);
  }

  /** The answer lists the key, which was asked for with the given version. */
  changed(entry: Entry, node: Node, asked: number): void {
    const { core } = this;
    // A version below the one asked with: the storage was reset, though it kept its epoch.
    if (node.version < asked) this.reset(entry);
    entry.refused = false;
    entry.confirmed = true;
    entry.target = Math.max(entry.target, node.version);
    const held = entry.latest;
    if (held && held.version && held.version >= node.version) return this.#settled(entry);
    if (held && node.hash && bareTag(held.etag) === node.hash) {
      core.event('skip', entry.key, `v${asked}→v${node.version}, hash as in hand`);
      this.cancel(entry);
      entry.candidate = { ...held, version: node.version };
      entry.behind = false;
      return;
    }
    this.start(entry, `v${asked}→v${node.version}`);
  }

  /** The answer does not list the key: what was asked with is the latest. */
  unchanged(entry: Entry, asked: number): void {
    entry.confirmed = true;
    if (entry.candidate?.version === asked) entry.target = Math.max(entry.target, asked);
    else if (!entry.truth && !entry.job) this.start(entry, 'nothing in hand');
    else this.#settled(entry);
  }

  refuse(entry: Entry, error: RealityError): void {
    this.cancel(entry);
    this.core.mutations.forget(entry.key);
    if (entry.error?.kind !== 'refused') entry.error = error;
    entry.refused = true;
    entry.truth = undefined;
    entry.target = 0;
  }

  /** Starts to fetch, unless it is under way already or the server asked to wait. */
  start(entry: Entry, reason: string): void {
    const { core } = this;
    if (entry.job || core.settings.now() < entry.notBefore) return;
    this.#stopRetry(entry);
    const job: Job = { controller: new AbortController(), asked: entry.target, together: true };
    entry.job = job;
    const base = entry.latest;
    const { signal } = job.controller;
    core.event('fetch', entry.key, reason);
    void this.#slots
      .run(async () => {
        signal.throwIfAborted();
        return fetchPayload(core, entry, job.asked, base, signal);
      })
      .then(
        (payload) => {
          if (entry.job !== job) return;
          entry.job = undefined;
          if (payload.version >= entry.known) entry.candidate = payload;
          else core.event('late', entry.key, `v${payload.version} is older than v${entry.known} in hand`);
          entry.behind = payload.version < job.asked;
          if (entry.behind) this.#later(entry, 'the payload is older than what was asked for');
        },
        (error: RealityError) => {
          if (entry.job !== job) return;
          entry.job = undefined;
          if (error.kind === 'http' && (error.status === 403 || error.status === 404)) {
            this.refuse(entry, new RealityError('refused', error.message, { status: error.status }));
          } else {
            entry.error = error;
            if (error.transient) this.#later(entry, error.message, error);
          }
        },
      )
      .then(() => {
        // As long as payloads keep coming it is worth waiting for the others.
        if (this.#awaited === undefined) this.#stopWaiting();
        this.settle();
        core.publish([entry]);
      });
  }

  /** Another life of the storage: what was fetched in the one before cannot be compared. */
  reset(entry: Entry): void {
    this.cancel(entry);
    entry.confirmed = false;
    entry.target = 0;
    if (entry.truth) entry.truth = { ...entry.truth, version: 0 };
  }

  /** Stops what is under way for a key and forgets what it has brought. */
  cancel(entry: Entry): void {
    entry.job?.controller.abort(new RealityError('network', 'Not needed any more.'));
    entry.job = entry.candidate = undefined;
    this.#stopRetry(entry);
  }

  #stopRetry(entry: Entry): void {
    this.core.stop(entry.retry);
    entry.retry = undefined;
  }

  /** A sync has been answered, or has failed. */
  answered(sequence: number, failed: boolean): void {
    if (!failed && sequence >= this.#tornUntil!) this.#tornUntil = undefined;
    if (this.#awaited === undefined || sequence < this.#awaited) return;
    this.#awaited = undefined;
    if (failed) this.#rounds = maxRounds;
  }

  /** Shows what is in hand as soon as it belongs together, or waiting would be worse. */
  settle(): void {
    const { core } = this;
    if (this.#awaited !== undefined) return;
    const held = core.held();
    const ready = held.filter((entry) => entry.candidate);
    if (ready.length && held.some((entry) => entry.job?.together)) {
      this.#waitFor(() => {
        for (const { job } of core.held()) if (job) job.together = false;
      });
      return;
    }
    this.#stopWaiting();
    if (!ready.length) return this.#mend();
    const apart = held.length > 1 && ready.some((entry) => entry.candidate!.version !== entry.target);
    if (apart && this.#rounds < maxRounds) {
      this.#rounds++;
      this.#awaited = this.loop.next;
      this.loop.ask(held.map((entry) => entry.key), 'payloads of different moments');
      this.#waitFor(() => this.answered(Infinity, true));
      return;
    }
    // A key left behind tears only what is already on the screen.
    this.#show(ready, apart || held.some((entry) => !entry.candidate && entry.truth && entry.due));
  }

  /** Waits for what belongs to the payloads in hand, but not for ever. */
  #waitFor(giveUp: () => void): void {
    this.#patience ??= this.core.after(this.core.settings.togetherTimeout, () => {
      this.#patience = undefined;
      giveUp();
      this.settle();
    });
  }

  #stopWaiting(): void {
    this.core.stop(this.#patience);
    this.#patience = undefined;
  }

  #show(ready: Entry[], torn: boolean): void {
    const { core } = this;
    this.#rounds = 0;
    for (const entry of ready) {
      const payload = entry.candidate!;
      entry.candidate = undefined;
      entry.refused = false;
      entry.truth = payload;
      this.#settled(entry);
      entry.torn = torn;
      core.event('show', entry.key, `v${payload.version}`);
      // Something newer was heard of while it was on its way. (One behind what it was asked for has its retry.)
      if (entry.due && !entry.behind) this.start(entry, `v${payload.version}→v${entry.target}`);
    }
    if (torn) {
      this.#tornUntil = this.loop.next;
      core.event('torn', undefined, ready.map((entry) => entry.key).join());
      this.loop.later();
    }
    this.#mend();
    core.publish(core.held());
  }

  /** What was torn is whole again once an answer about everything has come and all that it listed is shown. */
  #mend(): void {
    const held = this.core.held();
    if (this.#tornUntil === undefined && !held.some((entry) => entry.due || entry.candidate)) for (const entry of held) entry.torn = false;
  }

  #settled(entry: Entry): void {
    this.core.mutations.prune(entry);
    if (entry.due || entry.candidate) return;
    entry.error = undefined;
    entry.attempt = 0;
  }

  #later(entry: Entry, why: string, error?: RealityError): void {
    const { core } = this;
    const { settings } = core;
    if (error?.kind === 'network' && !settings.isOnline()) return core.event('retry', entry.key, 'waits for the network');
    const wait = backoff(settings, entry.attempt, error?.retryAfter);
    entry.notBefore = settings.now() + (error?.retryAfter ?? 0);
    if (entry.attempt++ >= settings.retry.attempts) return core.event('retry', entry.key, 'waits for the next trigger');
    core.event('retry', entry.key, `in ${Math.round(wait)} ms: ${why}`);
    this.#stopRetry(entry);
    entry.retry = core.after(wait, () => {
      entry.notBefore = 0;
      this.start(entry, 'retry');
      core.publish([entry]);
    });
  }
}
