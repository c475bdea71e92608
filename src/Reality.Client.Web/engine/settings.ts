import { browserTriggers } from './triggers';
import type { RealityOptions, RetryOptions } from './types';

type WithDefaults = 'syncUrl' | 'credentials' | 'maxParallelFetches' | 'syncTimeout' | 'fetchTimeout' | 'togetherTimeout' | 'keepFor' | 'triggers' | 'use' | 'fetch' | 'timers' | 'now' | 'random' | 'isOnline';
export type Settings = Omit<RealityOptions, WithDefaults | 'retry'> & Required<Pick<RealityOptions, WithDefaults>> & { retry: Required<RetryOptions> };

export function settle(options: RealityOptions): Settings {
  return {
    syncUrl: '/reality/sync',
    credentials: 'same-origin',
    maxParallelFetches: 6,
    syncTimeout: 15_000,
    fetchTimeout: 30_000,
    togetherTimeout: 1_000,
    keepFor: 60_000,
    triggers: options.triggers ?? browserTriggers(),
    use: [],
    // Looked up at each call: a page or a test may replace them.
    fetch: (input, init) => fetch(input, init),
    timers: {
      setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
      clearTimeout: (timer) => clearTimeout(timer as number),
    },
    now: Date.now,
    random: Math.random,
    isOnline: () => globalThis.navigator?.onLine !== false,
    ...options,
    retry: { attempts: 10, baseDelay: 500, maxDelay: 30_000, ...options.retry },
  };
}

/** How long to wait before retry number `attempt` (from 0): after what the server asked for, anything up to a bound that doubles, so that clients do not come back together. */
export function backoff(settings: Settings, attempt: number, atLeast = 0): number {
  const { baseDelay, maxDelay } = settings.retry;
  return atLeast + settings.random() * Math.min(maxDelay, baseDelay * 2 ** attempt);
}
