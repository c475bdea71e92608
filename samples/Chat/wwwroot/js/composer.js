import { account } from './account.js';
import { browser, tab } from './keep.js';
import { outbox } from './outbox.js';
import { rooms } from './rooms.js';

const maxLength = 2_000;
const countedFrom = 1_800;
const form = document.getElementById('composer');
const text = document.getElementById('text');
const send = document.getElementById('send');
const counter = document.getElementById('counter');
const author = document.getElementById('author');
const authorField = document.getElementById('author-field');
const unsent = new Map(tab.get('unsent', []));
let drawnRoom = null;

/** Each room keeps its own unsent text while one looks around elsewhere. */
export function drawComposer() {
  authorField.hidden = account.userId !== null;
  const room = rooms.current;
  if (room === drawnRoom) return;
  drawnRoom = room;
  text.value = unsent.get(room.id) ?? '';
  text.setAttribute('aria-label', `Message to ${room.id}`);
  measure();
}

function measure() {
  const length = text.value.trim().length;
  const over = length > maxLength;
  send.disabled = length === 0 || over;
  counter.textContent = length < countedFrom ? '' : over ? `${length - maxLength} too many` : `${maxLength - length} left`;
  counter.classList.toggle('over', over);
  text.setAttribute('aria-invalid', String(over));
  if (!CSS.supports('field-sizing', 'content')) {
    text.style.height = 'auto';
    text.style.height = `${text.scrollHeight}px`;
  }
}

function keepUnsent() {
  if (text.value) unsent.set(rooms.current.id, text.value);
  else unsent.delete(rooms.current.id);
  tab.set('unsent', [...unsent]);
}

export function startComposer() {
  author.value = browser.get('author', '');
  author.addEventListener('change', () => browser.set('author', author.value.trim()));
  text.addEventListener('input', () => {
    measure();
    keepUnsent();
  });
  text.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (send.disabled) return;
    const given = account.userId === null ? author.value.trim() : '';
    if (given) browser.set('author', given);
    outbox.send(rooms.current.id, text.value.trim(), given, given || account.displayName || 'someone');
    text.value = '';
    keepUnsent();
    measure();
    text.focus();
  });
}
