export * from './types/engine/client.js';
