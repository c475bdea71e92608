import type { Entry } from './entry';
import type { Mutation, MutationPhase } from './types';

/** A mutation that is shown before a payload includes it. */
export interface Pending {
  readonly id: number;
  readonly mutation: Mutation<any, any>;
  phase: MutationPhase;
  /** For each key the version that includes it, once known. */
  readonly needs: Map<string, number | undefined>;
  /** The first sync that was sent after it had succeeded. */
  since: number;
}

/** The mutations under way, oldest first. What is shown is the truth with them applied over it, so that each can be taken out by itself. */
export interface Mutations {
  readonly stack: Set<Pending>;
  /** The truth with the mutations over it: the same data as last time if neither has changed. */
  view(entry: Entry): void;
  /** A sync asked for the key and was told this version, or none: then what it asked with is the latest. True if that cannot be. */
  answered(key: string, sequence: number, asked: number, listed: number | undefined): boolean;
  /** Another epoch: the versions that would include a mutation are not those any more. */
  restart(): void;
  /** Takes out of a key's view what its payload includes. */
  prune(entry: Entry): void;
  /** Nobody looks at the key any more, or may: what was sent needs no proof there. */
  forget(key: string): void;
}

/** Of an engine that only reads. */
export const noMutations: Mutations = {
  stack: new Set(),
  view({ shown, truth, refused }) {
    shown.data = refused ? undefined : truth?.data;
  },
  answered: () => false,
  restart() {},
  prune() {},
  forget() {},
};

/** Of an engine that sends some. */
export interface SentMutations extends Mutations {
  push(mutation: Mutation<any, any>, keys: Iterable<string>): Pending;
  drop(pending: Pending, key: string): void;
}

export function createMutations(): SentMutations {
  const stack = new Set<Pending>();
  let count = 0;
  const mutations: SentMutations = {
    stack,
    push(mutation, keys) {
      const pending: Pending = { id: ++count, mutation, phase: 'sending', needs: new Map([...keys].map((key) => [key, undefined])), since: Infinity };
      stack.add(pending);
      return pending;
    },
    view(entry) {
      const { key, refused, shown } = entry;
      const base = entry.truth?.data;
      const layers = [...stack].filter(({ needs, mutation }) => !refused && mutation.apply && needs.has(key));
      const signature = layers.map(({ id, phase }) => id + phase).join();
      if (shown.base === base && shown.signature === signature) return;
      const data = layers.reduce((data, { mutation, phase }) => {
        try {
          return mutation.apply!(data, key, phase);
        } catch (error) {
          // Such as spreading what is not there yet: it is applied again over the next truth.
          console.warn(key, error);
          return data;
        }
      }, base);
      entry.shown = { base, signature, data, pending: layers.length };
    },
    answered(key, sequence, asked, listed) {
      let doubtful = false;
      for (const { needs, since } of stack) {
        if (!needs.has(key) || sequence < since) continue;
        const need = needs.get(key);
        const latest = listed ?? asked;
        // Below what was asked with: the storage was reset, and the version that the mutation was told is not to come.
        if (need === undefined || latest < asked) needs.set(key, latest);
        else doubtful ||= need > latest;
      }
      return doubtful;
    },
    restart() {
      for (const { needs } of stack) for (const key of needs.keys()) needs.set(key, undefined);
    },
    prune({ key, truth }) {
      for (const pending of stack) if (truth && truth.version >= pending.needs.get(key)!) mutations.drop(pending, key);
    },
    drop(pending, key) {
      const { needs, phase } = pending;
      needs.delete(key);
      if (!needs.size && phase === 'verifying') stack.delete(pending);
    },
    forget(key) {
      for (const pending of stack) if (pending.phase === 'verifying') mutations.drop(pending, key);
    },
  };
  return mutations;
}
