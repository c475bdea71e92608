export * from '../types/adapters/react-native.js';
