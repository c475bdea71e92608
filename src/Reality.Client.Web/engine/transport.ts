import { httpError, RealityError } from './errors';
import type { Core } from './core';

/** `fetch` with the base address, the headers and the credentials of the engine where the caller gives none. */
export async function send({ settings }: Core, input: string | URL, init?: RequestInit, key?: string): Promise<Response> {
  const { baseUrl, headers, credentials, fetch } = settings;
  const all = new Headers(typeof headers === 'function' ? await headers() : headers);
  new Headers(init?.headers).forEach((value, name) => all.set(name, value));
  const address = baseUrl ? new URL(input, baseUrl) : input;
  try {
    return await fetch(address, { credentials, ...init, headers: all });
  } catch (cause) {
    // What the caller has cancelled fails as `fetch` does.
    throw init?.signal?.aborted ? cause : new RealityError('network', `${key ? `Mutation of ${key}: ` : ''}${String(cause)}`, { cause, key });
  }
}

/** The body of an answer as JSON. */
export async function json({ settings }: Core, response: Response, what: string): Promise<unknown> {
  if (!response.ok) throw await httpError(response, what, settings.now());
  if (response.status === 204) return null;
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RealityError('protocol', `${what}: not JSON`, { cause });
  }
}

/** Ends the work at the time limit or when it is cancelled, also if it does not listen to its signal. */
export function within<T>(core: Core, limit: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const inner = new AbortController();
    const end = (reason: unknown) => {
      reject(reason);
      inner.abort(reason);
    };
    const cancelled = () => end(outer.reason);
    const timer = core.after(limit, () => end(new RealityError('timeout', `No answer within ${limit} ms`)));
    outer.addEventListener('abort', cancelled);
    if (outer.aborted) cancelled();
    work(inner.signal)
      .then(resolve, (cause: unknown) => reject(cause instanceof RealityError ? cause : new RealityError('network', String(cause), { cause })))
      .finally(() => {
        core.stop(timer);
        outer.removeEventListener('abort', cancelled);
      });
  });
}
