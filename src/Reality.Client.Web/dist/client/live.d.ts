export * from '../types/engine/live/live.js';
