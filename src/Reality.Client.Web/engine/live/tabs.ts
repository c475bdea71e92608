import type { Core } from '../core';
import type { Hint } from './live';

/** Web Locks, as far as they are needed. */
export interface Locks {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>;
}

/** What tabs tell each other. All of it is only a hint: a tab that tells nonsense costs questions, never wrong data. */
type Message = { who: true } | { tab: string; epoch: string | undefined; known: [string, number][] } | { hint: Hint };

export interface Tabs {
  /** Whether this tab asks for all. */
  leads(): boolean;
  /** Wants to lead when nobody does. */
  join(): void;
  leave(): void;
  close(): void;
  /** Tells the leader what this tab shows. */
  want(known: Map<string, number> | undefined): void;
  /** What all tabs show: each key with the newest version that one of them has. */
  all(own: Map<string, number>): Map<string, number>;
  tell(hint: Hint): void;
  /** Asks the others to say again what they show: one that does not has gone. */
  poll(): void;
}

/** A tab that has said nothing for so long has gone. */
const silent = 90_000;

export function createTabs(core: Core, scope: string, given: Locks | null | undefined, to: { hint(hint: Hint): void; step(): void }): Tabs {
  const { syncUrl, baseUrl } = core.settings;
  const locks = given === undefined ? (globalThis.navigator?.locks as Locks | undefined) : given;
  const name = `reality:${baseUrl ?? ''}${syncUrl}:${scope}`;
  const channel = locks && typeof BroadcastChannel === 'function' ? new BroadcastChannel(name) : undefined;
  // A program that has nothing else to do need not wait for it.
  (channel as { unref?: () => void } | undefined)?.unref?.();
  const id = Math.random().toString(36);
  const wants = new Map<string, { epoch: string | undefined; known: Map<string, number>; heard: number }>();
  let leading = false;
  let joined: AbortController | undefined;
  let release = () => {};
  let told = '';
  const post = (message: Message) => channel?.postMessage(message);

  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (!joined) return;
    if ('hint' in data) to.hint(data.hint);
    else if ('who' in data) {
      told = '';
      to.step();
    } else if (leading) {
      wants.set(data.tab, { epoch: data.epoch, known: new Map(data.known), heard: core.settings.now() });
      to.step();
    }
  });

  const tabs: Tabs = {
    leads: () => leading,
    join() {
      if (joined) return;
      const { signal } = (joined = new AbortController());
      if (!locks || !channel) {
        leading = true;
        return;
      }
      locks
        .request(name, { signal }, () => {
          if (signal.aborted) return Promise.resolve();
          leading = true;
          wants.clear();
          post({ who: true });
          to.step();
          return new Promise<void>((done) => (release = done));
        })
        .catch(() => {});
    },
    leave() {
      if (!joined) return;
      joined.abort();
      joined = undefined;
      leading = false;
      told = '';
      post({ tab: id, epoch: undefined, known: [] });
      release();
    },
    close: () => channel?.close(),
    want(known) {
      if (leading || !joined || !known) return;
      const message = { tab: id, epoch: core.epoch, known: [...known] };
      const text = JSON.stringify(message);
      if (text === told) return;
      told = text;
      post(message);
    },
    all(own) {
      const now = core.settings.now();
      const all = new Map(own);
      for (const [tab, { epoch, known, heard }] of wants) {
        if (now - heard > silent) wants.delete(tab);
        else if (epoch === core.epoch) for (const [key, version] of known) all.set(key, Math.max(version, all.get(key) ?? 0));
        else {
          // Versions of another epoch cannot be compared: that tab asks by itself, and comes again.
          wants.delete(tab);
          post({ hint: { epoch: core.epoch, changed: [], refused: [] } });
        }
      }
      // Whoever is behind is told, and taken to follow.
      for (const known of [own, ...[...wants.values()].map(({ known }) => known)]) {
        const changed = [...known.keys()].flatMap((key) => (known.get(key)! < all.get(key)! ? [[key, all.get(key)!] as const] : []));
        if (!changed.length) continue;
        for (const [key, version] of changed) known.set(key, version);
        const hint = { epoch: core.epoch, changed, refused: [] };
        if (known === own) to.hint(hint);
        else post({ hint });
      }
      return all;
    },
    poll: () => post({ who: true }),
    tell(hint) {
      post({ hint });
      // Until the others have followed it, they are taken to have done so: else the same answer would come again at once.
      for (const { known } of wants.values()) {
        for (const [key, version] of hint.changed) if (known.has(key)) known.set(key, version);
        for (const key of hint.refused) known.delete(key);
      }
    },
  };
  return tabs;
}
