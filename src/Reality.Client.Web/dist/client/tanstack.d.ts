export * from '../types/adapters/tanstack.js';
