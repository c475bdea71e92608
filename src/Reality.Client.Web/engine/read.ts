export { RealityReader } from './reader';
export { RealityError, type RealityErrorKind } from './errors';
export { browserTriggers, type Trigger } from './triggers';
export type { Plugin } from './plugin';
export type * from './types';
