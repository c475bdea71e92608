import type { Core } from './core';
import type { Entry } from './entry';
import { RealityError } from './errors';
import { json, send, within } from './transport';
import type { Payload } from './types';
import { versionHeader } from './wire';

/** Fetches the payload of a key. `base` is what is in hand; a 304 confirms it. */
export async function fetchPayload(core: Core, entry: Entry, asked: number, base: Payload | undefined, outer: AbortSignal): Promise<Payload> {
  const { settings, epoch } = core;
  const { key } = entry;
  // The newest subscriber that says how, since a component may be mounted again with other options.
  const how = [...entry.subscribers].reverse().find(({ callbacks }) => callbacks.fetcher ?? callbacks.url)?.callbacks;
  if (!how) throw new RealityError('fetcher', `${key} needs a "url" or a "fetcher"`, { cause: { status: 404 } });
  return within(core, settings.fetchTimeout, outer, async (signal) => {
    const etag = base?.etag;
    let answer: unknown;
    if (how.fetcher) {
      try {
        answer = await how.fetcher(key, { signal, etag });
      } catch (cause) {
        throw cause instanceof RealityError ? cause : new RealityError('fetcher', cause instanceof Error ? cause.message : String(cause), { cause });
      }
    } else {
      // With a tag the answer is for us, not for the browser's cache; without one the cache may help, if it asks first.
      answer = await send(core, how.url!, { signal, ...(etag ? { headers: { 'If-None-Match': etag }, cache: 'no-store' } : { cache: 'no-cache' }) });
    }
    if (!isResponse(answer)) return { data: answer, version: asked, etag: undefined };
    const { headers, status } = answer;
    core.note(versionHeader(headers, 'Reality-Seen'), epoch);
    const version = versionHeader(headers, 'Reality-Version') ?? asked;
    return status === 304 && base ? { ...base, version } : { data: await json(core, answer, key), version, etag: headers.get('ETag') ?? undefined };
  });
}

export const isResponse = (value: unknown): value is Response =>
  typeof (value as Response | undefined)?.headers?.get === 'function' && typeof (value as Response).status === 'number';

/** Lets a bounded number of tasks run. A task that takes too long keeps running but frees its slot: a hanging one harms only itself. */
export function createSlots(core: Core): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = core.settings.maxParallelFetches;
  return async (task) => {
    if (free > 0) free--;
    else await new Promise<void>((turn) => waiting.push(turn));
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      const next = waiting.shift();
      if (next) next();
      else free++;
    };
    const timer = core.after(core.settings.togetherTimeout, release);
    try {
      return await task();
    } finally {
      core.stop(timer);
      release();
    }
  };
}
