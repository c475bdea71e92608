import { arrange, element } from './dom.js';
import { account } from './account.js';
import { rooms } from './rooms.js';

const list = document.getElementById('rooms');
const side = document.getElementById('side');
const main = document.getElementById('main');
const opener = document.getElementById('open-side');
const closer = document.getElementById('close-side');
const form = document.getElementById('open-room');
const input = document.getElementById('room-name');
const problem = document.getElementById('room-problem');
const elsewhere = document.getElementById('unread-elsewhere');
const narrow = window.matchMedia('(max-width: 720px)');

const shown = (count) => (count > 99 ? '99+' : String(count));

export function drawSidebar() {
  let others = 0;
  arrange(list, rooms.all.map((room) => {
    const current = room === rooms.current;
    const unread = account.unreadIn(room);
    if (!current) others += unread;
    return {
      id: room.id,
      signature: `${current} ${unread}`,
      fill: (item) => fillRoom(item, room, current, unread),
    };
  }));
  elsewhere.hidden = others === 0;
  elsewhere.textContent = shown(others);
  elsewhere.title = 'unread in other rooms';
  document.title = `${others > 0 ? `(${shown(others)}) ` : ''}${rooms.current.id} · Chat`;
}

function fillRoom(item, room, current, unread) {
  item.className = `room${current ? ' current' : ''}${unread > 0 ? ' has-unread' : ''}`;
  const link = item.querySelector('a') ?? item.appendChild(element('a', { href: rooms.addressOf(room.id) }));
  if (current) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
  link.replaceChildren(
    element('span', { class: 'name', title: room.id }, room.id),
    ...(unread > 0 ? [element('span', { class: 'count' }, shown(unread), element('span', { class: 'unseen' }, ' unread'))] : []));
  if (!room.isDefault && !item.querySelector('.leave')) {
    item.append(element('button', {
      type: 'button', class: 'quiet leave', 'aria-label': `Leave ${room.id}`, title: 'Leave', onclick: () => rooms.leave(room.id),
    }, '×'));
  }
}

/** On a narrow screen the rooms are a sheet over the conversation. */
function showSide(open) {
  side.classList.toggle('open', open);
  opener.setAttribute('aria-expanded', String(open));
  main.inert = open && narrow.matches;
  if (!narrow.matches) return;
  if (open) closer.focus();
  else opener.focus();
}

export function startSidebar() {
  opener.addEventListener('click', () => showSide(true));
  closer.addEventListener('click', () => showSide(false));
  side.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && side.classList.contains('open')) showSide(false);
  });
  list.addEventListener('click', (event) => {
    if (event.target.closest('a') && side.classList.contains('open')) showSide(false);
  });
  narrow.addEventListener('change', () => {
    side.classList.remove('open');
    opener.setAttribute('aria-expanded', 'false');
    main.inert = false;
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    problem.textContent = rooms.open(input.value) ?? '';
    input.setAttribute('aria-invalid', String(problem.textContent !== ''));
    if (problem.textContent) {
      input.focus();
      return;
    }
    input.value = '';
    if (side.classList.contains('open')) showSide(false);
  });
  input.addEventListener('input', () => {
    problem.textContent = '';
    input.removeAttribute('aria-invalid');
  });
}
