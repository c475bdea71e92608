import { element } from './dom.js';
import { health, reality } from './live.js';

const banner = document.getElementById('banner');
const fresh = document.getElementById('fresh');
const words = { offline: 'Offline', failing: 'Not up to date', checking: 'Checking', fresh: 'Up to date' };
let drawn = '';

/** Says in words what keeps the page from being up to date, and that it goes on by itself. */
export function drawBanner() {
  const state = health();
  if (state === drawn) return;
  drawn = state;
  fresh.dataset.state = state;
  fresh.textContent = words[state];
  if (state === 'offline') {
    banner.replaceChildren('You are offline. What you write is sent when the connection is back.');
  } else if (state === 'failing') {
    banner.replaceChildren(
      'The server does not answer. It is asked again by itself.',
      element('button', { type: 'button', class: 'link', id: 'check-now', onclick: () => reality.sync() }, 'Try now'));
  } else if (state === 'fresh') {
    // Not while it is being checked: a banner that comes and goes with each attempt says nothing.
    banner.replaceChildren();
  }
}
