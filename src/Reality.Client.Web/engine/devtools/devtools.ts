import type { Plugin } from '../plugin';
import type { RealityEvent } from '../types';

const verbs: Partial<Record<RealityEvent['type'], string>> = {
  fetch: 'fetched because',
  skip: 'not fetched though',
  show: 'shown,',
  late: 'thrown away,',
  torn: 'shown from different moments:',
  retry: 'tries again:',
  epoch: 'the server\'s storage began anew:',
};

/** An event as one line of text, such as `chat:room:a refetched because focus, v5→v6, hash differs`. */
export function describe({ type, key, reason, from, to, differs, wait, known }: RealityEvent): string {
  const verb = type === 'fetch' && from ? 'refetched because' : (verbs[type] ?? type);
  const parts = [`${key ? `${key} ` : ''}${verb} ${reason}`];
  if (to !== undefined) parts.push(from === undefined ? `v${to}` : `v${from}→v${to}`);
  if (differs !== undefined) parts.push(differs ? 'hash differs' : 'hash as in hand');
  if (wait !== undefined) parts.push(wait === Infinity ? 'not before the next trigger' : `in ${Math.round(wait)} ms`);
  if (known) parts.push([...known].map(([asked, version]) => `${asked} v${version}`).join(' '));
  return parts.join(', ');
}

/** Writes a line for each step of the engine: to the console, or to wherever it is told. */
export function log(write: (line: string, event: RealityEvent) => void = (line) => console.debug(`[reality] ${line}`)): Plugin {
  return ({ core }) => void core.listeners.push((event) => write(describe(event), event));
}
