export * from '../types/engine/failover/failover.js';
