import { account } from './account.js';
import { changed } from './changes.js';
import { outbox } from './outbox.js';
import { reality, roomKey, watch } from './live.js';

/** A room that this page follows, whether it is shown or not: unread counts need the others too. */
export class Room {
  #state;
  #end;
  #readUntil = null;

  constructor(id, isDefault) {
    this.id = id;
    this.isDefault = isDefault;
    this.#end = watch(roomKey(id), {
      url: `/api/rooms/${encodeURIComponent(id)}/messages`,
      onState: (state) => {
        this.#state = state;
        changed();
      },
    });
  }

  /** Some payload of the room is in hand. */
  get isLoaded() {
    return (this.#state?.version ?? 0) > 0;
  }

  /** What to show: the messages, with those that are being sent, and below them those that could not be sent. */
  get shown() {
    return [...(this.#state?.data ?? []), ...outbox.failedIn(this.id)];
  }

  /** The messages that the server has. */
  get sent() {
    return (this.#state?.data ?? []).filter((message) => !message.state);
  }

  get newestId() {
    return this.sent.at(-1)?.id ?? 0;
  }

  get state() {
    if (this.isLoaded) return 'empty';
    return this.#state?.status === 'error' || this.#state?.status === 'refused' ? 'failed' : 'loading';
  }

  /** How far this room was read when one began to look at it: what came after is set apart as new. Null while unknown. */
  get readUntil() {
    return (this.#readUntil ??= account.markOf(this.id));
  }

  restartUnread() {
    this.#readUntil = null;
  }

  retry() {
    return reality.sync();
  }

  close() {
    this.#end();
  }
}
