import { browser } from './keep.js';
import { changed } from './changes.js';
import { Room } from './room.js';
import { roomKey } from './live.js';

const defaults = ['general', 'random', 'help'];
const maxOpened = 30;

/** The rooms that this browser lists, and the one that is shown. The shown one is in the address, so back, forward and links work. */
class Rooms {
  #rooms = new Map();
  current = null;

  get all() {
    return [...this.#rooms.values()];
  }

  addressOf(roomId) {
    return `#${encodeURIComponent(roomId)}`;
  }

  start() {
    for (const roomId of defaults) this.#add(roomId, true);
    for (const roomId of browser.get('rooms', [])) {
      if (!problemOf(roomId)) this.#add(roomId, false);
    }
    window.addEventListener('hashchange', () => this.#show());
    this.#show();
  }

  /** Opens a room by its name; gives back what is wrong with the name, if anything is. */
  open(name) {
    const roomId = name.trim();
    const problem = problemOf(roomId);
    if (problem) return problem;
    if (!this.#rooms.has(roomId) && this.#rooms.size >= maxOpened) return `At most ${maxOpened} rooms can be open. Leave one first.`;
    location.hash = this.addressOf(roomId);
    return null;
  }

  leave(roomId) {
    this.#rooms.get(roomId)?.close();
    this.#rooms.delete(roomId);
    this.#keep();
    if (this.current.id === roomId) location.hash = this.addressOf(defaults[0]);
    changed();
  }

  #show() {
    const roomId = this.#fromAddress();
    if (this.current?.id === roomId) return;
    if (!this.#rooms.has(roomId)) {
      this.#add(roomId, false);
      this.#keep();
    }
    this.current = this.#rooms.get(roomId);
    this.current.restartUnread();
    changed();
  }

  #fromAddress() {
    try {
      const roomId = decodeURIComponent(location.hash.slice(1));
      if (roomId && !problemOf(roomId)) return roomId;
    } catch {
      // Not an address that this page wrote.
    }
    return defaults[0];
  }

  #add(roomId, isDefault) {
    if (!this.#rooms.has(roomId)) this.#rooms.set(roomId, new Room(roomId, isDefault));
  }

  #keep() {
    browser.set('rooms', this.all.filter((room) => !room.isDefault).map((room) => room.id));
  }
}

/** What no key can hold is said here, before anything is asked of the server. */
function problemOf(roomId) {
  if (typeof roomId !== 'string' || roomId === '') return 'Give the room a name.';
  if (roomId === '.' || roomId === '..' || !roomId.isWellFormed()) return 'That name cannot be used.';
  try {
    roomKey(roomId);
    return null;
  } catch {
    return 'That name is too long.';
  }
}

export const rooms = new Rooms();
