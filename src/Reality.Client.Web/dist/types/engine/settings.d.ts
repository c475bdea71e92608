import type { RealityOptions, RetryOptions } from './types.js';
type WithDefaults = 'syncUrl' | 'credentials' | 'maxParallelFetches' | 'syncTimeout' | 'fetchTimeout' | 'togetherTimeout' | 'keepFor' | 'triggers' | 'use' | 'fetch' | 'timers' | 'now' | 'random' | 'isOnline';
export type Settings = Omit<RealityOptions, WithDefaults | 'retry'> & Required<Pick<RealityOptions, WithDefaults>> & {
    retry: Required<RetryOptions>;
};
export declare function settle(options: RealityOptions): Settings;
/** How long to wait before retry number `attempt` (from 0): after what the server asked for, anything up to a bound that doubles, so that clients do not come back together. */
export declare function backoff(settings: Settings, attempt: number, atLeast?: number): number;
export {};
