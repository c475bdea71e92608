import { browser } from './keep.js';
import { changed } from './changes.js';

/** How far somebody without an account has read, kept in this browser. A mark never goes back. */
const kept = new Map(browser.get('marks', []));

export const localMark = (roomId) => kept.get(roomId) ?? 0;

export function setLocalMark(roomId, messageId) {
  if (messageId <= localMark(roomId)) return;
  kept.set(roomId, messageId);
  browser.set('marks', [...kept]);
  changed();
}
