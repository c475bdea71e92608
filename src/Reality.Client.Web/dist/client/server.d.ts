export * from '../types/server/request.js';
