export * from '../types/adapters/polling.js';
