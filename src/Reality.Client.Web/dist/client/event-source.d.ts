export * from '../types/adapters/event-source.js';
