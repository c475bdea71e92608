import { httpError } from './errors';
import { isResponse } from './fetching';
import { textsOf } from './key';
import { createMutations, type Pending, type SentMutations } from './mutations';
import { RealityReader } from './reader';
import { send } from './transport';
import type { Mutation, RealityOptions } from './types';
import { bumpedHeader, versionHeader } from './wire';

/**
 * Keeps the data of keys up to date: asks the server which have changed, fetches only those, and shows mutations before the server
 * has confirmed them.
 */
export class Reality extends RealityReader {
  /** The last of the mutations queued under a name, or for a key. */
  readonly #queues = new Map<string, Promise<unknown>>();

  readonly #mutations: SentMutations;

  constructor(options: RealityOptions = {}) {
    const mutations = createMutations();
    super(options, mutations);
    this.#mutations = mutations;
  }

  /**
   * Sends a mutation and shows its effect meanwhile. Resolves with what the request returned. If it fails, its effect, and only that, is
   * taken back, and the promise is rejected. After success the effect stays until a payload includes it.
   */
  async mutate<R, T = any>(mutation: Mutation<R, T>): Promise<R> {
    const core = this.core;
    const { stack, push } = this.#mutations;
    const pending = push(mutation, textsOf(mutation.keys ?? []));
    const keys = [...pending.needs.keys()];
    const bumped = new Map<string, number>();
    let { epoch } = core;
    const note = (response: Response) => {
      for (const [key, version] of this.#note(response, epoch)) bumped.set(key, Math.max(version, bumped.get(key) ?? 0));
    };
    core.event('mutation', undefined, `sent: ${keys}`);
    this.#publish(keys);
    try {
      const result = await this.#queued(mutation.queue === true ? keys : mutation.queue ? [mutation.queue] : [], () => {
        ({ epoch } = core);
        return mutation.request({
          fetch: async (input, init) => {
            const response = await send(core, input, init, keys[0]);
            note(response);
            return response;
          },
        });
      });
      if (isResponse(result)) {
        note(result);
        if (!result.ok) throw await httpError(result, 'Mutation', core.settings.now(), keys[0]);
      }
      this.#succeeded(pending, keys, core.epoch === epoch ? bumped : new Map(), [...bumped.keys()]);
      return result;
    } catch (error) {
      stack.delete(pending);
      core.event('mutation', undefined, `failed: ${String(error)}`, { error });
      this.#publish(keys);
      // It may have reached the server all the same.
      this.ask([...keys, ...bumped.keys()], 'failed mutation');
      throw error;
    }
  }

  /** Notes what an answer of the application says of bumped keys, and asks for those held; for writes sent without `mutate`. */
  observe(response: Response): void {
    this.ask(this.#note(response, this.core.epoch).keys(), 'bumped');
  }

  /** Runs a request when those before it in its queues have ended. */
  async #queued<R>(names: readonly string[], request: () => Promise<R> | R): Promise<R> {
    const before = names.map((name) => this.#queues.get(name));
    const run = before.some(Boolean) ? Promise.allSettled(before).then(request) : (async () => request())();
    for (const name of names) this.#queues.set(name, run);
    try {
      return await run;
    } finally {
      for (const name of names) if (this.#queues.get(name) === run) this.#queues.delete(name);
    }
  }

  #succeeded(pending: Pending, keys: string[], bumped: Map<string, number>, others: string[]): void {
    const { entries, event, next } = this.core;
    const mutations = this.#mutations;
    const { needs, mutation } = pending;
    const verify = mutation.verify !== false;
    pending.phase = 'verifying';
    pending.since = next;
    for (const key of keys) {
      const entry = entries.get(key);
      if (!verify || !entry?.subscribers.size || entry.refused) mutations.drop(pending, key);
      else {
        needs.set(key, bumped.get(key));
        mutations.prune(entry);
      }
    }
    if (!needs.size) mutations.stack.delete(pending);
    event('mutation', undefined, `succeeded: ${keys}`);
    this.#publish(keys);
    if (verify) this.ask([...keys, ...others], 'mutation');
  }

  #note({ headers }: Response, epoch: string | undefined): Map<string, number> {
    this.core.note(versionHeader(headers, 'Reality-Seen'), epoch);
    return bumpedHeader(headers);
  }

  #publish(keys: Iterable<string>): void {
    this.core.publish([...keys].flatMap((key) => this.core.entries.get(key) ?? []));
  }
}
