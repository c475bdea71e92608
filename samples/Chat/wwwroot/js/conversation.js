import { account } from './account.js';
import { arrange, element } from './dom.js';
import { fillMessage } from './message.js';
import { isOwn } from './sent.js';
import { outbox } from './outbox.js';
import { rooms } from './rooms.js';
import { dayOf, dayTitle, plural } from './text.js';

const list = document.getElementById('messages');
const scroll = document.getElementById('scroll');
const blank = document.getElementById('blank');
const jump = document.getElementById('jump');
const title = document.getElementById('room-title');
const summary = document.getElementById('room-summary');
const announcer = document.getElementById('announcer');

const groupTime = 5 * 60_000;
const nearEnd = 48;
let drawnRoom = null;
let heard = { room: null, upTo: 0 };
let newestDrawn = '';

const atEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < nearEnd;

export function drawConversation() {
  const room = rooms.current;
  const messages = room.shown;
  const switched = room !== drawnRoom;
  const followed = switched || atEnd();
  drawnRoom = room;

  title.textContent = room.id;
  summary.textContent = summarize(messages);
  arrange(list, entriesOf(room, messages));
  drawBlank(room, messages);

  const newest = messages.at(-1);
  const newestId = newest ? String(newest.draftId ?? newest.id) : '';
  const grew = newestId !== newestDrawn;
  newestDrawn = newestId;
  if (followed || (grew && newest?.state === 'pending')) scroll.scrollTop = scroll.scrollHeight;
  jump.hidden = atEnd() || !(grew || !jump.hidden) || switched;
  announce(room, messages);
  markSeen();
}

function summarize(messages) {
  const sent = messages.filter((message) => !message.state);
  if (sent.length === 0) return '';
  const authors = new Set(sent.map((message) => message.author)).size;
  return `${plural(sent.length, 'message', 'messages')} from ${plural(authors, 'person', 'people')}`;
}

/** Messages, with a line before each day and before what was not yet read; messages of one author close in time share a heading. */
function entriesOf(room, messages) {
  const entries = [];
  let before = null;
  const divider = messages.find((message) => !message.state && message.id > room.readUntil && !isOwn(message));
  for (const message of messages) {
    const newDay = !before || dayOf(before.sentAt) !== dayOf(message.sentAt);
    const firstUnread = room.readUntil > 0 && message === divider;
    if (newDay) entries.push(line(`day ${dayOf(message.sentAt)}`, dayTitle(message.sentAt), 'day'));
    if (firstUnread) entries.push(line('new', 'New', 'day fresh-mark'));
    const leads = newDay || firstUnread || before.author !== message.author || message.sentAt - before.sentAt > groupTime;
    const own = Boolean(message.state) || isOwn(message);
    entries.push({
      id: outbox.elementIdOf(message),
      signature: JSON.stringify([message, leads, own]),
      fill: (item, isNew) => fillMessage(item, message, { leads, own, enters: isNew && own && message.state === 'pending' }),
    });
    before = message;
  }
  return entries;
}

const line = (id, text, className) => ({
  id,
  signature: text,
  fill: (item) => {
    item.className = className;
    item.textContent = text;
  },
});

function drawBlank(room, messages) {
  const state = messages.length > 0 ? '' : room.state;
  list.hidden = messages.length === 0;
  blank.hidden = messages.length > 0;
  if (blank.dataset.state === state) return;
  blank.dataset.state = state;
  if (state === 'loading') {
    blank.replaceChildren(
      element('div', { class: 'bar' }), element('div', { class: 'bar' }), element('p', { class: 'unseen', role: 'status' }, 'Loading messages'));
  } else if (state === 'failed') {
    blank.replaceChildren(
      element('p', { class: 'headline' }, 'This room could not be loaded'),
      element('p', {}, 'It is asked for again by itself; nothing you wrote is lost.'),
      element('button', { type: 'button', id: 'reload-room', onclick: () => rooms.current.retry() }, 'Try now'));
  } else if (state === 'empty') {
    blank.replaceChildren(
      element('p', { class: 'headline' }, 'Nobody has written here yet'),
      element('p', {}, 'Say the first word: everybody who opens this room will see it.'));
  }
}

/** Reads new messages of others to those who cannot see them arrive; what was there when the room was opened is not read out. */
function announce(room, messages) {
  if (!room.isLoaded) return;
  const newest = room.newestId;
  if (heard.room !== room) announcer.replaceChildren();
  else {
    const fresh = messages.filter((message) => !message.state && message.id > heard.upTo && !isOwn(message));
    announcer.append(...fresh.slice(-3).map((message) => element('p', {}, `${message.author}: ${message.text}`)));
    while (announcer.childElementCount > 6) announcer.firstElementChild.remove();
  }
  heard = { room, upTo: newest };
}

/** A room is read when its newest message is on a screen that somebody looks at. */
export function markSeen() {
  const room = rooms.current;
  if (!room.isLoaded || document.visibilityState !== 'visible' || !document.hasFocus() || !atEnd()) return;
  const newest = room.newestId;
  if (newest > 0) account.markRead(room, newest);
}

export function startConversation() {
  scroll.addEventListener('scroll', () => {
    if (atEnd()) {
      jump.hidden = true;
      markSeen();
    }
  }, { passive: true });
  jump.addEventListener('click', () => scroll.scrollTo({ top: scroll.scrollHeight, behavior: 'smooth' }));
  new ResizeObserver(() => {
    if (jump.hidden) scroll.scrollTop = scroll.scrollHeight;
  }).observe(scroll);
  window.addEventListener('focus', markSeen);
  document.addEventListener('visibilitychange', markSeen);
  window.addEventListener('blur', () => rooms.current.restartUnread());
  window.addEventListener('hashchange', () => title.focus({ preventScroll: true }));
}
