export * from '../types/adapters/react.js';
