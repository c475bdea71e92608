import { element } from './dom.js';
import { outbox } from './outbox.js';
import { clock, fullTime, hueOf, initials } from './text.js';

/** Draws one message into its list item. */
export function fillMessage(item, message, { leads, own, enters }) {
  item.className = ['message', leads && 'leads', own && 'own', message.state, enters && 'enters'].filter(Boolean).join(' ');
  const time = element('time', { dateTime: new Date(message.sentAt).toISOString(), title: fullTime(message.sentAt) }, clock(message.sentAt));
  if (leads) {
    const avatar = element('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(message.author));
    avatar.style.setProperty('--hue', hueOf(message.author));
    item.replaceChildren(
      avatar,
      element('div', { class: 'byline' }, element('span', { class: 'by', title: message.author }, message.author), time),
      element('p', { class: 'body' }, message.text));
  } else {
    item.replaceChildren(
      time,
      element('span', { class: 'unseen' }, message.author),
      element('p', { class: 'body' }, message.text));
  }
  if (message.state) item.append(stateOf(message));
}

function stateOf(draft) {
  if (draft.state === 'pending') return element('p', { class: 'state', role: 'status' }, draft.waiting ? 'Waiting for a connection' : 'Sending');
  return element('div', { class: 'state', role: 'alert' },
    element('span', {}, draft.problem),
    element('button', { type: 'button', class: 'link retry', onclick: () => outbox.retry(draft.draftId) }, 'Retry'),
    element('button', { type: 'button', class: 'link discard', onclick: () => outbox.discard(draft.draftId) }, 'Discard'));
}
