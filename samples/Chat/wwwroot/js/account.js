import { changed } from './changes.js';
import { profileKey, reality, watch } from './live.js';
import { localMark, setLocalMark } from './marks.js';
import { request } from './requests.js';
import { forgetSent, isOwn } from './sent.js';

const pause = 5_000;

/** Who uses this page, and their profile: a key that only they can read. */
class Account {
  /** Null for nobody, undefined until the server has said. */
  userId = undefined;
  #profile = null;
  #end = () => {};
  #marking = new Map();
  #others = new BroadcastChannel('chat.session');

  get isKnown() {
    return this.userId !== undefined;
  }

  get displayName() {
    return this.#profile?.displayName ?? this.userId;
  }

  async start() {
    this.#others.onmessage = () => this.#ask();
    await this.#ask();
  }

  async signIn(name) {
    const response = await request('POST', '/api/session', { name });
    this.#become((await response.json()).userId);
    this.#others.postMessage('changed');
  }

  async signOut() {
    await request('DELETE', '/api/session');
    this.#become(null);
    this.#others.postMessage('changed');
  }

  rename(name) {
    return this.#change((profile) => ({ ...profile, displayName: name }), '/api/me/name', { name });
  }

  /** How far this user has read in a room, or null while that is not known. */
  markOf(roomId) {
    if (this.userId === null) return localMark(roomId);
    if (!this.#profile) return null;
    return this.#profile.readMarks.find((mark) => mark.roomId === roomId)?.messageId ?? 0;
  }

  unreadIn(room) {
    const mark = this.markOf(room.id);
    return mark === null ? 0 : room.sent.filter((message) => message.id > mark && !isOwn(message)).length;
  }

  async markRead(room, messageId) {
    if (this.userId === null) return setLocalMark(room.id, messageId);
    const mark = this.markOf(room.id);
    if (mark === null || messageId <= mark || messageId <= (this.#marking.get(room.id) ?? 0)) return;
    const marking = this.#marking;
    marking.set(room.id, messageId);
    try {
      await this.#change(
        (profile) => ({
          ...profile,
          readMarks: [...profile.readMarks.filter(({ roomId }) => roomId !== room.id), { roomId: room.id, messageId }],
        }),
        `/api/me/read/${encodeURIComponent(room.id)}`,
        { messageId });
    } catch {
      // A mark is worth another try, not an alarm: the next look at the room makes it, after a pause.
      setTimeout(() => {
        if (marking.get(room.id) === messageId) marking.delete(room.id);
      }, pause);
    }
  }

  /** Changes the profile: shown at once, taken back if the server refuses. */
  #change(apply, url, body) {
    return reality.mutate({
      keys: profileKey(this.userId),
      apply: (profile) => profile && apply(profile),
      request: ({ fetch }) => request('PUT', url, body, fetch),
    });
  }

  async #ask() {
    try {
      const response = await request('GET', '/api/session');
      this.#become((await response.json()).userId);
    } catch {
      // One can read and write without an account; who this is, is asked again with the next reason to ask.
      if (!this.isKnown) this.#become(null);
    }
  }

  #become(userId) {
    if (userId === this.userId) return;
    this.#end();
    this.#end = () => {};
    this.#profile = null;
    this.#marking = new Map();
    if (this.isKnown) forgetSent();
    this.userId = userId;
    if (userId !== null) this.#follow(userId);
    changed();
  }

  #follow(userId) {
    this.#end = watch(profileKey(userId), {
      url: `/api/users/${encodeURIComponent(userId)}/profile`,
      onData: (profile) => {
        this.#profile = profile ?? null;
        changed();
      },
      // Signed out, or somebody else, in another tab.
      onError: (error) => {
        if (error.kind === 'refused') this.#ask();
      },
    });
  }
}

export const account = new Account();
