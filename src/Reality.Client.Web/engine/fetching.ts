import type { Core } from './core';
import type { Entry, Payload } from './entry';
import { RealityError } from './errors';
import { versionHeader } from './wire';

/** Fetches the payload of a key. `base` is what is in hand; a 304 confirms it. */
export async function fetchPayload(core: Core, entry: Entry, asked: number, base: Payload | undefined, outer: AbortSignal): Promise<Payload> {
  const { settings, transport, epoch } = core;
  // The newest subscriber that says how, since a component may be mounted again with other options.
  const how = [...entry.subscribers].reverse().find(({ callbacks }) => callbacks.fetcher ?? callbacks.url)?.callbacks;
  if (!how) throw new RealityError('fetcher', `No subscriber of ${entry.key} says where its payload is: give a "url" or a "fetcher".`, { cause: { status: 404 } });
  return transport.within(settings.fetchTimeout, outer, async (signal) => {
    const etag = base?.etag;
    let answer: unknown;
    if (how.fetcher) {
      try {
        answer = await how.fetcher(entry.key, { signal, etag });
      } catch (cause) {
        throw cause instanceof RealityError ? cause : new RealityError('fetcher', cause instanceof Error ? cause.message : String(cause), { cause });
      }
    } else {
      // With a tag the answer is for us, not for the browser's cache; without one the cache may help, if it asks first.
      const init: RequestInit = etag ? { headers: { 'If-None-Match': etag }, cache: 'no-store' } : { cache: 'no-cache' };
      answer = await transport.fetch(how.url!, { ...init, signal });
    }
    if (!isResponse(answer)) return { data: answer, version: asked, etag: undefined };
    core.note(versionHeader(answer.headers, 'Reality-Seen'), epoch);
    const version = versionHeader(answer.headers, 'Reality-Version') ?? asked;
    if (answer.status === 304 && base) return { ...base, version };
    const data = await transport.json(answer, `The payload of ${entry.key}`);
    return { data, version, etag: answer.headers.get('ETag') ?? undefined };
  });
}

export function isResponse(value: unknown): value is Response {
  return typeof (value as Response | undefined)?.headers?.get === 'function' && typeof (value as Response).status === 'number';
}
