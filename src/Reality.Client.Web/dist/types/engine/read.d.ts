export { RealityReader } from './reader.js';
export { RealityError, type RealityErrorKind } from './errors.js';
export { browserTriggers, type Trigger } from './triggers.js';
export type { Plugin } from './plugin.js';
export type * from './types.js';
