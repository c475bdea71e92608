import { changed } from './changes.js';
import { tab } from './keep.js';
import { reality, roomKey } from './live.js';
import { online, request } from './requests.js';
import { rememberSent } from './sent.js';

/**
 * What was written here and is not yet the server's. While a message is being sent the engine shows it over the room's data;
 * if that fails the engine takes it out again, and it stays here as failed until it is retried or discarded, across reloads too.
 */
class Outbox {
  #drafts = new Map();
  #elements = new Map();
  #turns = new Map();
  #count = 0;

  constructor() {
    // Whether a message whose page went away had arrived, nobody here can know: it is for the author to look and decide.
    for (const draft of tab.get('drafts', [])) {
      const problem = draft.state === 'pending' ? 'The page was left while this was being sent.' : draft.problem;
      this.#drafts.set(draft.draftId, { ...draft, state: 'failed', problem });
    }
  }

  failedIn(roomId) {
    return [...this.#drafts.values()].filter((draft) => draft.roomId === roomId && draft.state === 'failed');
  }

  /** The same for a message and for the draft that it was, so that its element lives on. */
  elementIdOf(message) {
    return message.draftId ?? this.#elements.get(message.id) ?? `message ${message.id}`;
  }

  send(roomId, text, given, author) {
    const draftId = `draft ${Date.now()} ${++this.#count}`;
    this.#deliver({ draftId, roomId, text, given, author });
  }

  retry(draftId) {
    const draft = this.#drafts.get(draftId);
    if (draft?.state === 'failed') this.#deliver(draft);
  }

  discard(draftId) {
    this.#drafts.delete(draftId);
    this.#keep();
  }

  async #deliver({ draftId, roomId, text, given, author }) {
    const draft = { draftId, roomId, text, given, author, sentAt: Date.now(), state: 'pending', waiting: !navigator.onLine };
    let sent = null;
    this.#drafts.set(draftId, draft);
    this.#keep();
    try {
      await reality.mutate({
        keys: roomKey(roomId),
        apply: (messages = []) => {
          if (!sent) return [...messages, draft];
          return messages.some(({ id }) => id === sent.id) ? messages : [...messages, sent];
        },
        request: async ({ fetch }) => {
          const response = await this.#inTurn(roomId, async () => {
            await online();
            return request('POST', `/api/rooms/${encodeURIComponent(roomId)}/messages`, { text, author: given || null }, fetch);
          });
          sent = await response.clone().json();
          this.#elements.set(sent.id, draftId);
          rememberSent(sent);
          this.#drafts.delete(draftId);
          this.#keep();
          return response;
        },
      });
    } catch (error) {
      if (sent) return;
      const problem = error.answered ? `Not sent: ${error.message}` : `${error.message} Look whether it arrived before you send it again.`;
      this.#drafts.set(draftId, { ...draft, state: 'failed', problem });
      this.#keep();
    }
  }

  /** One at a time in each room, so that messages arrive in the order in which they were written. */
  #inTurn(roomId, send) {
    const turn = (this.#turns.get(roomId) ?? Promise.resolve()).then(send);
    this.#turns.set(roomId, turn.catch(() => {}));
    return turn;
  }

  #keep() {
    tab.set('drafts', [...this.#drafts.values()]);
    changed();
  }
}

export const outbox = new Outbox();
