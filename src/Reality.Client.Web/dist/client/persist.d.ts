export * from '../types/engine/persist/persist.js';
