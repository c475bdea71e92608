export * from '../types/engine/read.js';
