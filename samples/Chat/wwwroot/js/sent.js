import { browser } from './keep.js';

/**
 * Which messages were sent from here. A message carries no account (anybody may post under any name), so only what this browser
 * itself sent is shown as one's own. The time is kept beside the id: after a restore, ids may begin again.
 */
const limit = 500;
const kept = new Set(browser.get('sent', []));
const mark = (message) => `${message.id}@${message.sentAt}`;

export const isOwn = (message) => kept.has(mark(message));

export function rememberSent(message) {
  kept.add(mark(message));
  browser.set('sent', [...kept].slice(-limit));
}

export function forgetSent() {
  kept.clear();
  browser.set('sent', []);
}
