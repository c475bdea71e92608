import type { Plugin } from '../plugin.js';
/**
 * Several servers, the first preferred. One that cannot be reached, or fails with a 5xx, is set aside for a while, longer each time, and the
 * next is asked at once. A request of a mutation is not sent a second time: whether it took effect is not known. What answers say of their
 * peers' health counts for the given servers and no others.
 */
export declare function failover(addresses: readonly string[]): Plugin;
