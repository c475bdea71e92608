import type { Entry } from './entry';
import type { Mutation, MutationPhase } from './types';

let count = 0;

/** A mutation that is shown before a payload includes it. */
export class Pending {
  readonly id = ++count;
  phase: MutationPhase = 'sending';
  /** For each key the version that includes it, once known. */
  readonly needs: Map<string, number | undefined>;
  /** The first sync that was sent after it had succeeded. */
  after = Infinity;

  constructor(readonly mutation: Mutation<any>, keys: Iterable<string>) {
    this.needs = new Map([...keys].map((key) => [key, undefined]));
  }
}

/** The mutations under way, oldest first. What is shown is the truth with them applied over it, so that each can be taken out by itself. */
export class Mutations {
  readonly stack = new Set<Pending>();

  /** The truth with the mutations over it: the same data as last time if neither has changed. */
  view(entry: Entry): void {
    const { key, refused, shown } = entry;
    const base = entry.truth?.data;
    const layers = [...this.stack].filter(({ needs, mutation }) => !refused && mutation.apply && needs.has(key));
    const signature = layers.map(({ id, phase }) => id + phase).join();
    if (shown.base === base && shown.signature === signature) return;
    const data = layers.reduce((data, { mutation, phase }) => {
      try {
        return mutation.apply!(data, key, phase);
      } catch (error) {
        // Such as spreading what is not there yet: it is applied again over the next truth.
        console.warn(`A mutation of ${key} could not be shown:`, error);
        return data;
      }
    }, base);
    entry.shown = { base, signature, data, pending: layers.length };
  }

  /** A sync asked for the key and was told this version, or none: then what it asked with is the latest. True if that cannot be. */
  answered(key: string, sequence: number, asked: number, listed: number | undefined): boolean {
    let doubtful = false;
    for (const pending of this.stack) {
      if (!pending.needs.has(key) || sequence < pending.after) continue;
      const need = pending.needs.get(key);
      const latest = listed ?? asked;
      // Below what was asked with: the storage was reset, and the version that the mutation was told is not to come.
      if (need === undefined || latest < asked) pending.needs.set(key, latest);
      else doubtful ||= need > latest;
    }
    return doubtful;
  }

  /** Another epoch: the versions that would include a mutation are not those any more. */
  restart(): void {
    for (const { needs } of this.stack) for (const key of needs.keys()) needs.set(key, undefined);
  }

  /** Takes out of a key's view what its payload includes. */
  prune(entry: Entry): void {
    for (const pending of this.stack) {
      const need = pending.needs.get(entry.key);
      if (need !== undefined && entry.truth && entry.truth.version >= need) this.drop(pending, entry.key);
    }
  }

  drop(pending: Pending, key: string): void {
    pending.needs.delete(key);
    if (!pending.needs.size && pending.phase === 'verifying') this.stack.delete(pending);
  }

  /** Nobody looks at the key any more, or may: what was sent needs no proof there. */
  forget(key: string): void {
    for (const pending of this.stack) if (pending.phase === 'verifying') this.drop(pending, key);
  }
}
