export * from '../types/engine/devtools/devtools.js';
