/** A scenario as tests/scenarios/README.md describes it. */
export interface Scenario {
  name: string;
  guards: string;
  options?: ScenarioOptions;
  nodes?: Record<string, unknown>;
  steps: Step[];
}

export interface ScenarioOptions {
  retries?: number;
  togetherTimeout?: number;
  fetchTimeout?: number;
  syncTimeout?: number;
  maxParallelFetches?: number;
  live?: boolean;
  interval?: number;
  scope?: string;
  servers?: string[];
  runners?: string[];
}

/** One step; which member it has says which. */
export interface Step extends Happening {
  subscribe?: string;
  unsubscribe?: string;
  as?: string;
  mutate?: string;
  keys?: string[];
  append?: unknown;
  set?: unknown;
  verify?: boolean;
  queue?: boolean | string;
  sync?: string[];
  trigger?: string;
  advance?: number;
  sleep?: number;
  restart?: string;
  signOut?: string;
  spoil?: string;
  write?: Record<string, unknown>;
  hash?: string;
  delete?: string;
  restore?: Record<string, { version: number; data: unknown; hash: string }>;
  epoch?: string;
  refuse?: string;
  allow?: string;
  down?: string;
  up?: string;
  next?: string;
  expect?: Expectation;
}

/** What becomes of a request. */
export interface Happening {
  arrives?: number;
  answers?: number;
  hangs?: boolean;
  fails?: boolean;
  lost?: boolean;
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  without?: string[];
  peers?: unknown;
  host?: string;
  times?: number;
}

export interface Expectation {
  requests?: Record<string, unknown>[];
  state?: Record<string, Record<string, unknown>>;
  shown?: Record<string, unknown[]>;
  errors?: Record<string, string[]>;
  mutations?: Record<string, string>;
  aborted?: Record<string, number>;
}
