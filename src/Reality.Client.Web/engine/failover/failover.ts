import type { Plugin } from '../plugin';
import { backoff } from '../settings';
import { createServers } from './servers';

/**
 * Several servers, the first preferred. One that cannot be reached, or fails with a 5xx, is set aside for a while, longer each time, and the
 * next is asked at once. A request of a mutation is not sent a second time: whether it took effect is not known. What answers say of their
 * peers' health counts for the given servers and no others.
 */
export function failover(addresses: readonly string[]): Plugin {
  if (!addresses.length) throw new TypeError('No server was given');
  return ({ core }) => {
    const { settings, event } = core;
    const { fetch: send, now, isOnline, syncUrl, baseUrl } = settings;
    const bases = addresses.map((address) => new URL(address, baseUrl ?? globalThis.location?.href));
    const servers = createServers(bases, now);

    /** The same request to another of the servers; undefined if it is not for one of them. */
    const to = (input: string | URL | Request, base: URL): URL | undefined => {
      const url = new URL(input instanceof Request ? input.url : input, bases[0]);
      const from = bases.find(({ origin }) => origin === url.origin) ?? (baseUrl && new URL(baseUrl).origin === url.origin ? url : undefined);
      return from && new URL(url.pathname + url.search, base);
    };

    settings.fetch = async (input, init) => {
      if (!to(input, bases[0]!)) return send(input, init);
      const isSync = to(input, bases[0]!)!.pathname === new URL(syncUrl, bases[0]).pathname;
      const again = isSync || /^(GET|HEAD)$/i.test(init?.method ?? 'GET');
      const order = servers.order();
      for (const [i, server] of order.entries()) {
        const isLast = !again || i === order.length - 1;
        try {
          const response = await send(to(input, server.base)!, init);
          if (response.status < 500 || response.status === 501) {
            servers.good(server);
            if (isSync && response.ok) void response.clone().json().then((answer) => servers.heard(answer, server), () => {});
            return response;
          }
          const asked = Number(response.headers.get('Retry-After')) * 1000 || 0;
          event('server', undefined, `${server.base.origin} answered ${response.status}`);
          servers.bad(server, backoff(settings, server.failures, asked));
          if (isLast) return response;
        } catch (error) {
          const { signal } = init ?? {};
          // What was taken back, or no network at all, says nothing about the server; no answer in time does.
          if ((signal?.aborted && (signal.reason as { kind?: unknown } | undefined)?.kind !== 'timeout') || !isOnline()) throw error;
          event('server', undefined, `${server.base.origin} cannot be reached`, { error });
          servers.bad(server, backoff(settings, server.failures));
          if (isLast || signal?.aborted) throw error;
        }
      }
      throw new TypeError('No server');
    };
  };
}
