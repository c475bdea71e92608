import type { Internals, Plugin } from '../plugin';
import { createHolder } from './holder';
import { onePage, type Page } from './page';
import { createTabs } from './tabs';

export { interval } from './interval';
export type { Page } from './page';
export type { Locks } from './tabs';
import type { Locks } from './tabs';

export interface LiveOptions {
  /** How long the server may keep an answer back. Default, and at most, 25 s. */
  wait?: number;
  /** How often a server is asked that has no room for such questions; up to half as much again, so that clients spread. Default 5 s. */
  interval?: number;
  /** Tabs share one question only within one scope: give the signed-in user where two users may be signed in at a time. */
  scope?: string;
  /** Whether anybody looks; default: the document. */
  page?: Page;
  /** What tabs agree with; default: the browser's. `null`: every tab asks for itself. */
  locks?: Locks | null;
}

/** How often it is looked whether the clock has jumped. */
const beat = 10_000;

/**
 * Changes made by others arrive by themselves: one question for all keys is left with the server, which answers when one of them changes.
 * All tabs of a browser share one such question: the tab that holds a lock asks for all, and tells the others which keys have changed, upon
 * which each asks by its own rules. A hidden page neither asks nor is told.
 */
export function live(options: LiveOptions = {}): Plugin {
  return (engine) => {
    const { core } = engine;
    const page = options.page ?? onePage();
    const tabs = createTabs(core, options.scope ?? '', options.locks, {
      hint: (hint) => follow(engine, hint),
      step: () => later(),
    });
    const holder = createHolder(engine, tabs, { wait: Math.min(options.wait ?? 25_000, 25_000), interval: options.interval ?? 5_000 });
    let pending: unknown;
    let watch: unknown;
    let last = 0;

    // What happens together is looked at once.
    const later = () => {
      pending ??= core.after(0, () => {
        pending = undefined;
        if (core.disposed || page.hidden) return;
        tabs.want(holder.own());
        holder.step();
      });
    };

    /** Timers stand still while a machine sleeps; what was left with the server is gone then, though nobody says so. */
    const look = () => {
      const now = core.settings.now();
      if (now - last > 2 * beat) {
        holder.end();
        holder.afresh();
        engine.ask('wake');
      }
      last = now;
      watch = core.after(beat, look);
    };

    const turn = () => {
      core.stop(watch);
      if (page.hidden) {
        tabs.leave();
        holder.end();
      } else {
        last = core.settings.now();
        look();
        tabs.join();
        later();
      }
    };

    core.waiting.add(() => {
      later();
      return false;
    });
    core.listeners.push(({ type, reason }) => {
      // Somebody has a reason to believe that the server can be asked again.
      if (type === 'sync' && !/^(live|retry|repair|together)$/.test(reason)) holder.afresh();
    });
    page.addEventListener('visibilitychange', turn);
    turn();
    return () => {
      page.removeEventListener('visibilitychange', turn);
      core.stop(watch);
      core.stop(pending);
      tabs.leave();
      tabs.close();
      holder.end();
    };
  };
}

/** What another tab, or an answer that does not fit any more, says: only a reason to ask. */
export interface Hint {
  readonly epoch: string | undefined;
  readonly changed: readonly (readonly [string, number])[];
  readonly refused: readonly string[];
}

export function follow({ core, ask }: Internals, { epoch, changed, refused }: Hint): void {
  if (epoch !== core.epoch) return ask('live');
  const keys = changed.flatMap(([key, version]) => (core.entries.get(key)?.known === version ? [] : key));
  ask('live', [...keys, ...refused.filter((key) => !core.entries.get(key)?.refused)]);
}
