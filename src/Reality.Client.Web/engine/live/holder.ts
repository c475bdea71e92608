import type { Internals } from '../plugin';
import { backoff } from '../settings';
import { json, send, within } from '../transport';
import { readAnswer, syncBody, type Answer } from '../wire';
import type { RealityError } from '../errors';
import { follow, type Hint } from './live';
import type { Tabs } from './tabs';

/** An answer that comes sooner was not kept back. */
const atOnce = 1_000;
/** So many answers in a row that were not kept back are too many, though each had news. */
const manyAtOnce = 5;

export interface Holder {
  /** The keys that this tab shows at the newest version known; undefined while a sync or a payload is on its way. */
  own(): Map<string, number> | undefined;
  /** Leaves a question with the server if there is none, and one should be. */
  step(): void;
  /** Takes the question back. */
  end(): void;
  /** There is a new reason to believe that the server has room. */
  afresh(): void;
}

export function createHolder(engine: Internals, tabs: Tabs, { wait, interval }: { wait: number; interval: number }): Holder {
  const { core, loop, ask } = engine;
  const { settings, event } = core;
  let held: { known: Map<string, number>; controller: AbortController } | undefined;
  let notBefore = 0;
  let timer: unknown;
  let failures = 0;
  let quick = 0;

  const own = () => {
    const all = core.held();
    if (loop.busy() || all.some(({ job }) => job?.together)) return undefined;
    // A key that is behind is being fetched, or fails: its answer would come at once and tell nothing new.
    return new Map(all.flatMap((entry) => (entry.refused || entry.due || entry.candidate || !entry.confirmed || !entry.known ? [] : [[entry.key, entry.known]])));
  };

  const pause = (milliseconds: number, reason: string) => {
    notBefore = settings.now() + milliseconds;
    event('live', undefined, reason, { wait: milliseconds });
  };

  /** The answer is used if it is about exactly what is held now, and nothing else is under way. */
  const offer = (known: ReadonlyMap<string, number>, answer: Answer) => {
    const all = core.held();
    if (loop.busy() || all.some((entry) => entry.job || entry.candidate || known.get(entry.key) !== entry.known)) return false;
    const sequence = core.next++;
    const mine = new Map(all.map(({ key, known }) => [key, known]));
    loop.accept(mine, answer, sequence, 'live');
    loop.done(mine, sequence);
    return true;
  };

  const answered = (known: Map<string, number>, body: unknown, took: number) => {
    const answer = readAnswer(body);
    const { changed, refused, epoch } = answer;
    const news = changed.size > 0 || refused.size > 0 || epoch !== core.epoch;
    failures = 0;
    quick = took < atOnce ? quick + 1 : 0;
    if (quick && (!news || quick > manyAtOnce)) pause(interval * (1 + settings.random() / 2), 'the server does not hold the question');
    if (!news) return;
    const hint: Hint = { epoch, changed: [...changed].map(([key, { version }]) => [key, version]), refused: [...refused] };
    tabs.tell(hint);
    if (!offer(known, answer)) follow(engine, hint);
  };

  const failed = (error: RealityError) => {
    if (!error.transient) return pause(Infinity, error.message);
    pause(backoff(settings, failures, error.retryAfter), error.message);
    // That it was cut off is no news for the user: an ordinary question tells whether the server can be asked.
    if (!failures++) ask('live');
  };

  const hold = async (known: Map<string, number>) => {
    const controller = new AbortController();
    const mine = (held = { known, controller });
    const began = settings.now();
    event('live', undefined, 'held', { known });
    tabs.poll();
    try {
      const body = await within(core, wait + settings.syncTimeout, controller.signal, async (signal) => {
        const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: syncBody(known, core.doubt ? undefined : core.seen, core.epoch, wait), signal };
        return json(core, await send(core, settings.syncUrl, init), 'Held sync');
      });
      if (held !== mine) return;
      held = undefined;
      answered(known, body, settings.now() - began);
    } catch (error) {
      if (held !== mine) return;
      held = undefined;
      failed(error as RealityError);
    }
    holder.step();
  };

  const holder: Holder = {
    own,
    step() {
      core.stop(timer);
      if (core.disposed || !tabs.leads()) return holder.end();
      const mine = own();
      if (!mine) return;
      const known = tabs.all(mine);
      if (held && [...known].every(([key]) => held!.known.has(key))) return;
      holder.end();
      const left = notBefore - settings.now();
      if (!known.size || !settings.isOnline() || left === Infinity) return;
      if (left > 0) timer = core.after(left, holder.step);
      else void hold(known);
    },
    end() {
      const mine = held;
      held = undefined;
      mine?.controller.abort(new Error('Not needed any more'));
      core.stop(timer);
    },
    afresh() {
      failures = quick = notBefore = 0;
    },
  };
  return holder;
}
