export interface Server {
  readonly base: URL;
  /** Failed attempts in a row. */
  failures: number;
  /** Not asked before, while another is there. */
  asideUntil: number;
  /** Another server says that it is not well. */
  isDoubted: boolean;
}

export interface Servers {
  /** In the order in which to ask: those that are not set aside as they were given, then the others by when their time is over. */
  order(): Server[];
  good(server: Server): void;
  bad(server: Server, wait: number): void;
  /** Takes from the answer of a sync what it says of the given servers. */
  heard(answer: unknown, from: Server): void;
}

export function createServers(bases: readonly URL[], now: () => number): Servers {
  const servers = bases.map((base): Server => ({ base, failures: 0, asideUntil: 0, isDoubted: false }));
  const aside = (server: Server) => Math.max(0, server.asideUntil - now());
  const find = (address: string) => servers.find(({ base }) => URL.canParse(address) && new URL(address).origin === base.origin);
  return {
    order: () => [...servers].sort((a, b) => aside(a) - aside(b) || Number(a.isDoubted) - Number(b.isDoubted)),
    good(server) {
      server.failures = server.asideUntil = 0;
      server.isDoubted = false;
    },
    bad(server, wait) {
      server.failures++;
      server.asideUntil = now() + wait;
    },
    heard(answer, from) {
      const peers: unknown = (answer as { mesh?: { peers?: unknown } } | null)?.mesh?.peers;
      // A list names the healthy ones; an object says how each is.
      const told = Array.isArray(peers) ? peers.map((peer) => [String(peer), 'healthy'] as const) : Object.entries((peers ?? {}) as Record<string, unknown>);
      const known = told.flatMap(([address, health]) => {
        const server = find(address);
        return server ? [[server, health] as const] : [];
      });
      for (const [server, health] of known) {
        server.isDoubted = health === 'unhealthy' || health === 'degraded';
        if (health === 'healthy' && server.asideUntil) server.asideUntil = now();
      }
      // A list that names some of the given servers would name all that are healthy.
      if (Array.isArray(peers) && known.length) for (const server of servers) server.isDoubted = server !== from && !known.some(([healthy]) => healthy === server);
    },
  };
}
