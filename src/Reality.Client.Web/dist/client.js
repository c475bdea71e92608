// The Reality sync engine. Written from engine/*.ts by "npm run build"; change those, not this.
// engine/entry.ts
var Entry = class {
  constructor(key2) {
    this.key = key2;
    this.subscribers = /* @__PURE__ */ new Set();
    /** The highest version heard of. */
    this.target = 0;
    /** The last sync that asked for it and has ended. */
    this.spoken = 0;
    /** An answer has spoken of this key since it was mounted. */
    this.confirmed = false;
    this.refused = false;
    this.torn = false;
    /** What was fetched last is older than what it was asked for. */
    this.behind = false;
    /** Failed attempts to fetch it in a row. */
    this.attempt = 0;
    this.notBefore = 0;
    /** The truth with pending mutations over it, and what it was made from. */
    this.shown = { base: void 0, signature: "", data: void 0, pending: 0 };
    this.state = blank(key2);
  }
  /** What was fetched last, shown or not. */
  get latest() {
    return this.candidate ?? this.truth;
  }
  /** The version to ask with. */
  get known() {
    return this.latest?.version ?? 0;
  }
  get due() {
    return this.target > (this.truth?.version ?? 0);
  }
  /** Brings the snapshot up to date; keeps the object if nothing has changed. */
  refresh() {
    const { data, pending } = this.shown;
    const status = this.#status(data !== void 0);
    const isStale = data !== void 0 && status !== "fresh";
    const { key: key2, error, torn, state } = this;
    const next = { key: key2, data, version: this.truth?.version ?? 0, status, error, isStale, pending, torn };
    if (Object.entries(next).some(([name, value]) => !Object.is(value, state[name]))) this.state = next;
  }
  #status(shown) {
    if (this.refused) return "refused";
    if (this.job || this.candidate) return shown ? "refreshing" : "loading";
    if (this.error) return "error";
    if (!this.truth) return this.subscribers.size ? "loading" : "idle";
    return this.confirmed && !this.due ? "fresh" : "stale";
  }
};
var blank = (key2) => ({ key: key2, data: void 0, version: 0, status: "idle", error: void 0, isStale: false, pending: 0, torn: false });
function tell(subscriber, state) {
  const before = subscriber.told;
  if (before === state) return;
  subscriber.told = state;
  const { onData, onError, onStatus, onState } = subscriber.callbacks;
  if (!Object.is(before.data, state.data)) guard(() => onData?.(state.data, state));
  if (isNews(before.error, state.error)) guard(() => onError?.(state.error, state));
  if (before.status !== state.status) guard(() => onStatus?.(state.status, state));
  guard(() => onState?.(state));
}
function isNews(before, error) {
  return error !== void 0 && (before?.kind !== error.kind || before.status !== error.status);
}
function guard(callback) {
  try {
    callback();
  } catch (error) {
    (globalThis.reportError ?? console.error)(error);
  }
}

// engine/mutations.ts
var count = 0;
var Pending = class {
  constructor(mutation, keys) {
    this.mutation = mutation;
    this.id = ++count;
    this.phase = "sending";
    /** The first sync that was sent after it had succeeded. */
    this.after = Infinity;
    this.needs = new Map([...keys].map((key2) => [key2, void 0]));
  }
};
var Mutations = class {
  constructor() {
    this.stack = /* @__PURE__ */ new Set();
  }
  /** The truth with the mutations over it: the same data as last time if neither has changed. */
  view(entry) {
    const { key: key2, refused, shown } = entry;
    const base = entry.truth?.data;
    const layers = [...this.stack].filter(({ needs, mutation }) => !refused && mutation.apply && needs.has(key2));
    const signature = layers.map(({ id, phase }) => id + phase).join();
    if (shown.base === base && shown.signature === signature) return;
    const data = layers.reduce((data2, { mutation, phase }) => {
      try {
        return mutation.apply(data2, key2, phase);
      } catch (error) {
        console.warn(`A mutation of ${key2} could not be shown:`, error);
        return data2;
      }
    }, base);
    entry.shown = { base, signature, data, pending: layers.length };
  }
  /** A sync asked for the key and was told this version, or none: then what it asked with is the latest. True if that cannot be. */
  answered(key2, sequence, asked, listed) {
    let doubtful = false;
    for (const pending of this.stack) {
      if (!pending.needs.has(key2) || sequence < pending.after) continue;
      const need = pending.needs.get(key2);
      const latest = listed ?? asked;
      if (need === void 0 || latest < asked) pending.needs.set(key2, latest);
      else doubtful ||= need > latest;
    }
    return doubtful;
  }
  /** Another epoch: the versions that would include a mutation are not those any more. */
  restart() {
    for (const { needs } of this.stack) for (const key2 of needs.keys()) needs.set(key2, void 0);
  }
  /** Takes out of a key's view what its payload includes. */
  prune(entry) {
    for (const pending of this.stack) {
      const need = pending.needs.get(entry.key);
      if (need !== void 0 && entry.truth && entry.truth.version >= need) this.drop(pending, entry.key);
    }
  }
  drop(pending, key2) {
    pending.needs.delete(key2);
    if (!pending.needs.size && pending.phase === "verifying") this.stack.delete(pending);
  }
  /** Nobody looks at the key any more, or may: what was sent needs no proof there. */
  forget(key2) {
    for (const pending of this.stack) if (pending.phase === "verifying") this.drop(pending, key2);
  }
};

// engine/errors.ts
var RealityError = class extends Error {
  constructor(kind, message, details = {}) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.name = "RealityError";
    this.status = details.status;
    this.retryAfter = details.retryAfter;
    this.response = details.response;
  }
  /** Whether the same request may succeed later by itself. A 400 never does. */
  get transient() {
    const status = this.status ?? this.cause?.status;
    return typeof status === "number" ? status === 408 || status === 425 || status === 429 || status >= 500 && status !== 501 : this.kind !== "refused";
  }
};
async function httpError(response, what, now) {
  const problem = await response.clone().json().catch(() => void 0);
  const { detail, title } = problem ?? {};
  const why = detail ?? title;
  return new RealityError("http", `${what} was answered ${response.status}${typeof why === "string" ? `: ${why}` : ""}`, {
    status: response.status,
    retryAfter: retryAfter(response.headers.get("Retry-After"), now),
    response
  });
}
function retryAfter(header, now) {
  if (!header) return void 0;
  const milliseconds = /^\s*\d+\s*$/.test(header) ? Number(header) * 1e3 : Date.parse(header) - now;
  return milliseconds >= 0 ? milliseconds : void 0;
}

// engine/transport.ts
var Transport = class {
  constructor(core) {
    this.core = core;
    /** `fetch` with the base address, the headers and the credentials of the engine where the caller gives none. */
    this.fetch = async (input, init) => {
      const { baseUrl, headers, credentials, fetch: fetch2 } = this.core.settings;
      const all = new Headers(typeof headers === "function" ? await headers() : headers);
      new Headers(init?.headers).forEach((value, name) => all.set(name, value));
      return fetch2(baseUrl ? new URL(input, baseUrl) : input, { credentials, ...init, headers: all });
    };
  }
  /** The body of an answer as JSON. */
  async json(response, what) {
    if (!response.ok) throw await httpError(response, what, this.core.settings.now());
    if (response.status === 204) return null;
    const text = await response.text();
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new RealityError("protocol", `${what} was answered with something that is not JSON.`, { cause });
    }
  }
  /** Ends the work at the time limit or when it is cancelled, also if it does not listen to its signal. */
  within(limit, outer, work) {
    return new Promise((resolve, reject) => {
      const inner = new AbortController();
      const end = (reason) => {
        reject(reason);
        inner.abort(reason);
      };
      const cancelled = () => end(outer.reason);
      const timer = this.core.after(limit, () => end(new RealityError("timeout", `No answer within ${limit} ms.`)));
      outer.addEventListener("abort", cancelled);
      if (outer.aborted) cancelled();
      work(inner.signal).then(resolve, (cause) => reject(cause instanceof RealityError ? cause : new RealityError("network", `The server cannot be reached: ${String(cause)}`, { cause }))).finally(() => {
        this.core.stop(timer);
        outer.removeEventListener("abort", cancelled);
      });
    });
  }
};

// engine/core.ts
var Core = class {
  constructor(settings) {
    this.settings = settings;
    this.entries = /* @__PURE__ */ new Map();
    this.mutations = new Mutations();
    /** The highest `serverVersion` seen in this epoch. */
    this.seen = 0;
    /** A `Reality-Seen` came whose epoch is not known: the next sync leaves `seen` out, and so is answered from the latest state. */
    this.doubt = false;
    this.disposed = false;
    /** Those who wait for a sync to be done with: each says whether it is, and is asked no more then. */
    this.waiting = /* @__PURE__ */ new Set();
    this.transport = new Transport(this);
  }
  after(milliseconds, callback) {
    return this.settings.timers.setTimeout(callback, milliseconds);
  }
  stop(timer) {
    this.settings.timers.clearTimeout(timer);
  }
  /** The keys somebody subscribes to. */
  held() {
    return [...this.entries.values()].filter((entry) => entry.subscribers.size > 0);
  }
  /** Notes a `Reality-Seen` or `serverVersion` of an answer whose request was sent in the given epoch. */
  note(seen, epoch) {
    if (seen === void 0) return;
    if (epoch === this.epoch) this.seen = Math.max(this.seen, seen);
    else this.doubt = true;
  }
  refresh(entry) {
    this.mutations.view(entry);
    entry.refresh();
  }
  /** Brings all snapshots up to date, then tells the subscribers: whoever is told of one key finds the others up to date too. */
  publish(entries) {
    if (this.disposed) return;
    const changes = [];
    for (const entry of entries) {
      const before = entry.state;
      this.refresh(entry);
      if (entry.state !== before) changes.push([entry, before]);
    }
    for (const [entry, { error }] of changes) {
      const { state } = entry;
      if (isNews(error, state.error)) {
        this.event("error", entry.key, state.error.message);
        guard(() => this.settings.onError?.(state.error, state));
      }
      for (const subscriber of [...entry.subscribers]) tell(subscriber, entry.state);
    }
    this.wake();
  }
  wake() {
    for (const done of this.waiting) if (done()) this.waiting.delete(done);
  }
  event(type, key2, reason) {
    guard(() => this.settings.onEvent?.({ type, key: key2, reason }));
  }
};

// engine/wire.ts
function syncBody(known, seen, epoch) {
  const members = [...known].map(([key2, version]) => `${JSON.stringify(key2)}:${version}`);
  const rest = (seen === void 0 ? "" : `,"seen":${seen}`) + (epoch === void 0 ? "" : `,"epoch":${JSON.stringify(epoch)}`);
  return `{"known":{${members.join()}}${rest}}`;
}
function readAnswer(body) {
  const { changed, refused, epoch, mesh } = body ?? {};
  if (!isObject(changed) || !isObject(mesh?.peers ?? {})) throw malformed();
  const nodes = /* @__PURE__ */ new Map();
  for (const [key2, node] of Object.entries(changed)) {
    const version = wholeNumber(node?.version);
    if (node?.key !== key2 || version === void 0 || typeof node.hash !== "string") throw malformed(key2);
    nodes.set(key2, { version, hash: node.hash });
  }
  return {
    changed: nodes,
    refused: new Set(Array.isArray(refused) ? refused : []),
    epoch: typeof epoch === "string" ? epoch : void 0,
    serverVersion: wholeNumber(mesh?.serverVersion)
  };
}
var isObject = (value) => typeof value === "object" && value !== null;
var malformed = (key2 = "") => new RealityError("protocol", `The sync answer is malformed ${key2 && `at "${key2}"`}.`);
function wholeNumber(value) {
  return Number.isSafeInteger(value) && value >= 0 ? value : void 0;
}
function versionHeader(headers, name) {
  const text = headers.get(name);
  return text && /^\d+$/.test(text) ? wholeNumber(+text) : void 0;
}
function bumpedHeader(headers) {
  const bumped = /* @__PURE__ */ new Map();
  for (const part of (headers.get("Reality-Bumped") ?? "").split(",")) {
    const [, key2, text] = /^\s*((?:[\w.~-]|%[\dA-F]{2})+(?::(?:[\w.~-]|%[\dA-F]{2})+)+)=([1-9]\d*)\s*$/.exec(part) ?? [];
    const version = wholeNumber(Number(text));
    if (key2 && version) bumped.set(key2, Math.max(version, bumped.get(key2) ?? 0));
  }
  return bumped;
}
var bareTag = (etag = "") => /^\s*(?:W\/)?"([^"]+)"\s*$/.exec(etag)?.[1];

// engine/fetching.ts
async function fetchPayload(core, entry, asked, base, outer) {
  const { settings, transport, epoch } = core;
  const how = [...entry.subscribers].reverse().find(({ callbacks }) => callbacks.fetcher ?? callbacks.url)?.callbacks;
  if (!how) throw new RealityError("fetcher", `No subscriber of ${entry.key} says where its payload is: give a "url" or a "fetcher".`, { cause: { status: 404 } });
  return transport.within(settings.fetchTimeout, outer, async (signal) => {
    const etag = base?.etag;
    let answer;
    if (how.fetcher) {
      try {
        answer = await how.fetcher(entry.key, { signal, etag });
      } catch (cause) {
        throw cause instanceof RealityError ? cause : new RealityError("fetcher", cause instanceof Error ? cause.message : String(cause), { cause });
      }
    } else {
      const init = etag ? { headers: { "If-None-Match": etag }, cache: "no-store" } : { cache: "no-cache" };
      answer = await transport.fetch(how.url, { ...init, signal });
    }
    if (!isResponse(answer)) return { data: answer, version: asked, etag: void 0 };
    core.note(versionHeader(answer.headers, "Reality-Seen"), epoch);
    const version = versionHeader(answer.headers, "Reality-Version") ?? asked;
    if (answer.status === 304 && base) return { ...base, version };
    const data = await transport.json(answer, `The payload of ${entry.key}`);
    return { data, version, etag: answer.headers.get("ETag") ?? void 0 };
  });
}
function isResponse(value) {
  return typeof value?.headers?.get === "function" && typeof value.status === "number";
}

// engine/key.ts
var maxBytes = 512;
var byteLength = (text) => new TextEncoder().encode(text).length;
function keyFault(text) {
  if (typeof text !== "string" || text === "") return "A key is a text that is not empty.";
  return byteLength(text) > maxBytes ? `A key has at most ${maxBytes} bytes; "${text.slice(0, 40)}…" has ${byteLength(text)}.` : void 0;
}
function escapeSegment(value) {
  if (value === "" || value === "." || value === "..") throw new TypeError(`"${value}" cannot stand in a key.`);
  try {
    return encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  } catch {
    throw new TypeError("A lone surrogate cannot stand in a key.");
  }
}
function key(literals, ...values) {
  const text = literals.reduce((start, literal, i) => start + segment(values[i - 1], i) + literal);
  const fault = keyFault(text);
  if (fault) throw new TypeError(fault);
  return text;
}
function segment(value, position) {
  const fits = typeof value === "number" ? Number.isSafeInteger(value) : ["string", "bigint", "boolean"].includes(typeof value);
  if (!fits) throw new TypeError(`Value ${position} of a key is ${String(value)}; it must be a string, an integer or a boolean.`);
  return escapeSegment(String(value));
}

// engine/triggers.ts
function event(target, type, reason, when = () => true) {
  return (ask) => {
    const listener = (event2) => {
      if (when(event2)) ask(reason);
    };
    target.addEventListener(type, listener);
    return () => target.removeEventListener(type, listener);
  };
}
function browserTriggers() {
  if (typeof window === "undefined" || typeof document === "undefined") return [];
  return [
    event(window, "focus", "focus"),
    event(document, "visibilitychange", "visible", () => document.visibilityState === "visible"),
    event(window, "pageshow", "page restored", (shown) => shown.persisted),
    event(window, "online", "online")
  ];
}

// engine/settings.ts
function settle(options) {
  return {
    syncUrl: "/reality/sync",
    credentials: "same-origin",
    maxParallelFetches: 6,
    syncTimeout: 15e3,
    fetchTimeout: 3e4,
    togetherTimeout: 1e3,
    keepFor: 6e4,
    triggers: options.triggers ?? browserTriggers(),
    // Looked up at each call: a page or a test may replace them.
    fetch: (input, init) => fetch(input, init),
    timers: {
      setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
      clearTimeout: (timer) => clearTimeout(timer)
    },
    now: Date.now,
    random: Math.random,
    isOnline: () => globalThis.navigator?.onLine !== false,
    ...options,
    retry: { attempts: 10, baseDelay: 500, maxDelay: 3e4, ...options.retry }
  };
}
function backoff(settings, attempt, atLeast = 0) {
  const { baseDelay, maxDelay } = settings.retry;
  return atLeast + settings.random() * Math.min(maxDelay, baseDelay * 2 ** attempt);
}

// engine/slots.ts
var Slots = class {
  constructor(free, core) {
    this.free = free;
    this.core = core;
  }
  #waiting = [];
  async run(task) {
    if (this.free > 0) this.free--;
    else await new Promise((turn) => this.#waiting.push(turn));
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.free++;
    };
    const timer = this.core.after(this.core.settings.togetherTimeout, release);
    try {
      return await task();
    } finally {
      this.core.stop(timer);
      release();
    }
  }
};

// engine/payloads.ts
var maxRounds = 3;
var Payloads = class {
  constructor(core, loop) {
    this.core = core;
    this.loop = loop;
    this.#slots = new Slots(core.settings.maxParallelFetches, core);
  }
  #slots;
  #rounds = 0;
  /** The sync whose answer tells whether the payloads in hand belong together. */
  #awaited;
  #patience;
  /** Payloads of different moments are shown; the answer to this sync or a later one tells how they stand. */
  #tornUntil;
  /** The answer lists the key, which was asked for with the given version. */
  changed(entry, node, asked) {
    const { core } = this;
    if (node.version < asked) this.reset(entry);
    entry.refused = false;
    entry.confirmed = true;
    entry.target = Math.max(entry.target, node.version);
    const held = entry.latest;
    if (held && held.version && held.version >= node.version) return this.#settled(entry);
    if (held && node.hash && bareTag(held.etag) === node.hash) {
      core.event("skip", entry.key, `v${asked}→v${node.version}, hash as in hand`);
      this.cancel(entry);
      entry.candidate = { ...held, version: node.version };
      entry.behind = false;
      return;
    }
    this.start(entry, `v${asked}→v${node.version}`);
  }
  /** The answer does not list the key: what was asked with is the latest. */
  unchanged(entry, asked) {
    entry.confirmed = true;
    if (entry.candidate?.version === asked) entry.target = Math.max(entry.target, asked);
    else if (!entry.truth && !entry.job) this.start(entry, "nothing in hand");
    else this.#settled(entry);
  }
  refuse(entry, error) {
    this.cancel(entry);
    this.core.mutations.forget(entry.key);
    if (entry.error?.kind !== "refused") entry.error = error;
    entry.refused = true;
    entry.truth = void 0;
    entry.target = 0;
  }
  /** Starts to fetch, unless it is under way already or the server asked to wait. */
  start(entry, reason) {
    const { core } = this;
    if (entry.job || core.settings.now() < entry.notBefore) return;
    this.#stopRetry(entry);
    const job = { controller: new AbortController(), asked: entry.target, together: true };
    entry.job = job;
    const base = entry.latest;
    const { signal } = job.controller;
    core.event("fetch", entry.key, reason);
    void this.#slots.run(async () => {
      signal.throwIfAborted();
      return fetchPayload(core, entry, job.asked, base, signal);
    }).then(
      (payload) => {
        if (entry.job !== job) return;
        entry.job = void 0;
        if (payload.version >= entry.known) entry.candidate = payload;
        else core.event("late", entry.key, `v${payload.version} is older than v${entry.known} in hand`);
        entry.behind = payload.version < job.asked;
        if (entry.behind) this.#later(entry, "the payload is older than what was asked for");
      },
      (error) => {
        if (entry.job !== job) return;
        entry.job = void 0;
        if (error.kind === "http" && (error.status === 403 || error.status === 404)) {
          this.refuse(entry, new RealityError("refused", error.message, { status: error.status }));
        } else {
          entry.error = error;
          if (error.transient) this.#later(entry, error.message, error);
        }
      }
    ).then(() => {
      if (this.#awaited === void 0) this.#stopWaiting();
      this.settle();
      core.publish([entry]);
    });
  }
  /** Another life of the storage: what was fetched in the one before cannot be compared. */
  reset(entry) {
    this.cancel(entry);
    entry.confirmed = false;
    entry.target = 0;
    if (entry.truth) entry.truth = { ...entry.truth, version: 0 };
  }
  /** Stops what is under way for a key and forgets what it has brought. */
  cancel(entry) {
    entry.job?.controller.abort(new RealityError("network", "Not needed any more."));
    entry.job = entry.candidate = void 0;
    this.#stopRetry(entry);
  }
  #stopRetry(entry) {
    this.core.stop(entry.retry);
    entry.retry = void 0;
  }
  /** A sync has been answered, or has failed. */
  answered(sequence, failed) {
    if (!failed && sequence >= this.#tornUntil) this.#tornUntil = void 0;
    if (this.#awaited === void 0 || sequence < this.#awaited) return;
    this.#awaited = void 0;
    if (failed) this.#rounds = maxRounds;
  }
  /** Shows what is in hand as soon as it belongs together, or waiting would be worse. */
  settle() {
    const { core } = this;
    if (this.#awaited !== void 0) return;
    const held = core.held();
    const ready = held.filter((entry) => entry.candidate);
    if (ready.length && held.some((entry) => entry.job?.together)) {
      this.#waitFor(() => {
        for (const { job } of core.held()) if (job) job.together = false;
      });
      return;
    }
    this.#stopWaiting();
    if (!ready.length) return this.#mend();
    const apart = held.length > 1 && ready.some((entry) => entry.candidate.version !== entry.target);
    if (apart && this.#rounds < maxRounds) {
      this.#rounds++;
      this.#awaited = this.loop.next;
      this.loop.ask(held.map((entry) => entry.key), "payloads of different moments");
      this.#waitFor(() => this.answered(Infinity, true));
      return;
    }
    this.#show(ready, apart || held.some((entry) => !entry.candidate && entry.truth && entry.due));
  }
  /** Waits for what belongs to the payloads in hand, but not for ever. */
  #waitFor(giveUp) {
    this.#patience ??= this.core.after(this.core.settings.togetherTimeout, () => {
      this.#patience = void 0;
      giveUp();
      this.settle();
    });
  }
  #stopWaiting() {
    this.core.stop(this.#patience);
    this.#patience = void 0;
  }
  #show(ready, torn) {
    const { core } = this;
    this.#rounds = 0;
    for (const entry of ready) {
      const payload = entry.candidate;
      entry.candidate = void 0;
      entry.refused = false;
      entry.truth = payload;
      this.#settled(entry);
      entry.torn = torn;
      core.event("show", entry.key, `v${payload.version}`);
      if (entry.due && !entry.behind) this.start(entry, `v${payload.version}→v${entry.target}`);
    }
    if (torn) {
      this.#tornUntil = this.loop.next;
      core.event("torn", void 0, ready.map((entry) => entry.key).join());
      this.loop.later();
    }
    this.#mend();
    core.publish(core.held());
  }
  /** What was torn is whole again once an answer about everything has come and all that it listed is shown. */
  #mend() {
    const held = this.core.held();
    if (this.#tornUntil === void 0 && !held.some((entry) => entry.due || entry.candidate)) for (const entry of held) entry.torn = false;
  }
  #settled(entry) {
    this.core.mutations.prune(entry);
    if (entry.due || entry.candidate) return;
    entry.error = void 0;
    entry.attempt = 0;
  }
  #later(entry, why, error) {
    const { core } = this;
    const { settings } = core;
    if (error?.kind === "network" && !settings.isOnline()) return core.event("retry", entry.key, "waits for the network");
    const wait = backoff(settings, entry.attempt, error?.retryAfter);
    entry.notBefore = settings.now() + (error?.retryAfter ?? 0);
    if (entry.attempt++ >= settings.retry.attempts) return core.event("retry", entry.key, "waits for the next trigger");
    core.event("retry", entry.key, `in ${Math.round(wait)} ms: ${why}`);
    this.#stopRetry(entry);
    entry.retry = core.after(wait, () => {
      entry.notBefore = 0;
      this.start(entry, "retry");
      core.publish([entry]);
    });
  }
};

// engine/sync.ts
var maxKeys = 1e3;
var maxBytes2 = 2e5;
var SyncLoop = class {
  constructor(core) {
    this.core = core;
    /** The number of the next sync to be sent. */
    this.next = 1;
    this.#wanted = /* @__PURE__ */ new Map();
    this.#sending = false;
    this.#attempt = 0;
    this.#repairs = 0;
    this.#notBefore = 0;
    this.#stop = new AbortController();
    this.payloads = new Payloads(core, this);
  }
  #wanted;
  #sending;
  #timer;
  #attempt;
  #repairs;
  #notBefore;
  #stop;
  /** Asks for these keys with the next sync, which is sent in the next tick or as soon as the one under way has ended. */
  ask(keys, reason) {
    for (const key2 of keys) if (!this.#wanted.has(key2)) this.#wanted.set(key2, reason);
    this.#schedule(0);
  }
  /** Asks after a while for what an answer left in doubt. */
  later() {
    const { core } = this;
    if (this.#repairs >= core.settings.retry.attempts) return;
    core.after(backoff(core.settings, this.#repairs++), () => this.ask(core.held().map(({ key: key2 }) => key2), "repair"));
  }
  /** Asks for these keys and resolves when the answer has come and what it lists is shown, or could not be. */
  wait(keys, reason) {
    const { core, next } = this;
    this.ask(keys, reason);
    return new Promise((resolve) => {
      core.waiting.add(() => {
        const entries = keys.flatMap((key2) => core.entries.get(key2) ?? []).filter((entry) => entry.subscribers.size > 0);
        if (!core.disposed && entries.some((entry) => entry.job || entry.candidate || entry.spoken < next)) return false;
        const errors = new Map(entries.flatMap((entry) => entry.error ? [[entry.key, entry.error]] : []));
        resolve({ ok: errors.size === 0, errors });
        return true;
      });
      core.wake();
    });
  }
  dispose() {
    this.#stop.abort(new Error("disposed"));
    this.core.stop(this.#timer);
    this.core.wake();
  }
  #schedule(wait) {
    const { core } = this;
    if (this.#sending || core.disposed) return;
    core.stop(this.#timer);
    this.#timer = core.after(Math.max(wait, this.#notBefore - core.settings.now()), () => void this.#send());
  }
  /** What to ask: first the keys wanted, then all others, since only one answer about all that is shown comes from one moment. */
  #take() {
    const asked = /* @__PURE__ */ new Map();
    let bytes = 0;
    const held = this.core.held();
    const wanted = held.filter((entry) => this.#wanted.has(entry.key));
    if (!wanted.length) held.length = 0;
    for (const { key: key2, known } of /* @__PURE__ */ new Set([...wanted, ...held])) {
      bytes += byteLength(key2) + 24;
      if (asked.size === maxKeys || bytes > maxBytes2) return asked;
      asked.set(key2, known);
      this.#wanted.delete(key2);
    }
    this.#wanted.clear();
    return asked;
  }
  async #send() {
    const { core } = this;
    if (this.#sending || core.disposed) return;
    const reasons = [...new Set(this.#wanted.values())].join(", ");
    const asked = this.#take();
    if (!asked.size) return core.wake();
    this.#sending = true;
    const sequence = this.next++;
    core.event("sync", void 0, `${reasons}: ${[...asked].map(([key2, version]) => `${key2} v${version}`).join(", ")}`);
    let wait;
    try {
      const answer = await this.#request(asked);
      if (core.disposed) return;
      this.#attempt = 0;
      this.#accept(asked, answer, sequence);
    } catch (error) {
      if (core.disposed) return;
      wait = this.#failed(asked, error);
    }
    for (const entry of core.held()) if (asked.has(entry.key)) entry.spoken = sequence;
    this.#sending = false;
    this.payloads.answered(sequence, wait !== void 0);
    if (this.#wanted.size) this.#schedule(wait ?? 0);
    this.payloads.settle();
    core.publish(core.held());
  }
  /** How long to wait before what is wanted is asked for. */
  #failed(asked, error) {
    const { core } = this;
    const { settings } = core;
    for (const key2 of asked.keys()) {
      const entry = core.entries.get(key2);
      if (entry) entry.error = error;
    }
    this.#notBefore = settings.now() + (error.retryAfter ?? 0);
    const offline = error.kind === "network" && !settings.isOnline();
    if (!error.transient || offline || this.#attempt >= settings.retry.attempts) {
      core.event("retry", void 0, offline ? "waits for the network" : "waits for the next trigger");
      return 0;
    }
    const wait = this.#wanted.size ? 0 : backoff(settings, this.#attempt, error.retryAfter);
    this.#attempt++;
    core.event("retry", void 0, `in ${Math.round(wait)} ms: ${error.message}`);
    for (const key2 of asked.keys()) this.#wanted.set(key2, "retry");
    return wait;
  }
  async #request(asked) {
    const { core } = this;
    const { doubt } = core;
    core.doubt = false;
    try {
      return await core.transport.within(core.settings.syncTimeout, this.#stop.signal, async (signal) => {
        const body = syncBody(asked, doubt ? void 0 : core.seen, core.epoch);
        const response = await core.transport.fetch(core.settings.syncUrl, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal });
        return readAnswer(await core.transport.json(response, "The sync"));
      });
    } catch (error) {
      core.doubt ||= doubt;
      throw error;
    }
  }
  #accept(asked, answer, sequence) {
    const { core, payloads } = this;
    const reset = answer.epoch !== void 0 && core.epoch !== void 0 && answer.epoch !== core.epoch;
    if (reset) {
      core.event("epoch", void 0, `${core.epoch}→${answer.epoch}`);
      core.seen = 0;
      for (const entry of core.entries.values()) payloads.reset(entry);
      core.mutations.restart();
      this.ask(core.held().map((entry) => entry.key).filter((key2) => !asked.has(key2)), "epoch");
    }
    core.epoch = answer.epoch ?? core.epoch;
    core.note(answer.serverVersion, core.epoch);
    if (!answer.changed.size) this.#repairs = 0;
    for (const [key2, known] of asked) {
      const entry = core.entries.get(key2);
      if (!entry) continue;
      const node = answer.changed.get(key2);
      if (answer.refused.has(key2)) payloads.refuse(entry, refusal(key2));
      else {
        if (core.mutations.answered(key2, sequence, known, node?.version)) this.later();
        if (node) payloads.changed(entry, node, reset ? 0 : known);
        else payloads.unchanged(entry, known);
      }
    }
  }
};
var refusal = (key2) => new RealityError("refused", `${key2} is not declared, or not for this user to read.`);

// engine/reality.ts
var Reality = class {
  #core;
  #loop;
  #triggers;
  constructor(options = {}) {
    this.#core = new Core(settle(options));
    this.#loop = new SyncLoop(this.#core);
    this.#triggers = this.#core.settings.triggers.map((trigger) => trigger((reason) => void this.#sync(void 0, reason)));
  }
  /** Keeps a key up to date until the returned function is called. Callbacks come later, never before this returns. */
  subscribe(key2, subscription) {
    const fault = keyFault(key2);
    if (fault) throw new TypeError(fault);
    const core = this.#core;
    if (core.disposed) throw new Error("This engine has been disposed of.");
    let entry = core.entries.get(key2);
    if (!entry) core.entries.set(key2, entry = new Entry(key2));
    const { subscribers, eviction } = entry;
    const subscriber = { callbacks: subscription, told: blank(key2) };
    subscribers.add(subscriber);
    core.stop(eviction);
    core.refresh(entry);
    queueMicrotask(() => {
      if (subscribers.has(subscriber)) tell(subscriber, entry.state);
    });
    this.#loop.ask([key2], "mount");
    return () => {
      if (subscribers.delete(subscriber) && !subscribers.size) this.#leave(entry);
    };
  }
  /** The snapshot of a key, the same object until something changes. */
  get(key2) {
    return this.#core.entries.get(key2)?.state ?? blank(key2);
  }
  /** Asks now what has changed: of the given keys, or of all. Resolves when it is shown, or could not be; never rejects. */
  sync(keys) {
    return this.#sync(keys, "by hand");
  }
  /** Asks now what has changed of all keys. */
  syncAll() {
    return this.sync();
  }
  /**
   * Sends a mutation and shows its effect meanwhile. Resolves with what the request returned. If it fails, its effect, and only that, is
   * taken back, and the promise is rejected. After success the effect stays until a payload includes it.
   */
  async mutate(mutation) {
    const core = this.#core;
    const pending = new Pending(mutation, list(mutation.keys ?? []));
    const keys = [...pending.needs.keys()];
    const { epoch } = core;
    const bumped = /* @__PURE__ */ new Map();
    const note = (response) => {
      for (const [key2, version] of this.#note(response, epoch)) bumped.set(key2, Math.max(version, bumped.get(key2) ?? 0));
    };
    core.event("mutation", void 0, `sent: ${keys.join(", ")}`);
    core.mutations.stack.add(pending);
    this.#publish(keys);
    try {
      const result = await mutation.request({
        fetch: async (input, init) => {
          const response = await core.transport.fetch(input, init);
          note(response);
          return response;
        }
      });
      if (isResponse(result)) {
        note(result);
        if (!result.ok) throw await httpError(result, "The mutation", core.settings.now());
      }
      this.#succeeded(pending, keys, core.epoch === epoch ? bumped : /* @__PURE__ */ new Map(), [...bumped.keys()]);
      return result;
    } catch (error) {
      core.mutations.stack.delete(pending);
      core.event("mutation", void 0, `failed: ${String(error)}`);
      this.#publish(keys);
      this.#ask([...keys, ...bumped.keys()], "failed mutation");
      throw error;
    }
  }
  /** Notes what an answer of the application says of bumped keys, and asks for those held; for writes sent without `mutate`. */
  observe(response) {
    this.#ask(this.#note(response, this.#core.epoch).keys(), "bumped");
  }
  /** Stops everything: requests, timers and triggers. Nobody is called any more. */
  dispose() {
    const core = this.#core;
    core.disposed = true;
    for (const stop of this.#triggers) stop();
    for (const entry of core.entries.values()) {
      this.#loop.payloads.cancel(entry);
      core.stop(entry.eviction);
    }
    this.#loop.dispose();
    core.entries.clear();
  }
  #succeeded(pending, keys, bumped, others) {
    const { entries, mutations } = this.#core;
    pending.phase = "verifying";
    pending.after = this.#loop.next;
    for (const key2 of keys) {
      const entry = entries.get(key2);
      if (pending.mutation.verify === false || !entry?.subscribers.size || entry.refused) mutations.drop(pending, key2);
      else {
        pending.needs.set(key2, bumped.get(key2));
        mutations.prune(entry);
      }
    }
    if (!pending.needs.size) mutations.stack.delete(pending);
    this.#core.event("mutation", void 0, `succeeded: ${keys.join(", ")}`);
    this.#publish(keys);
    if (pending.mutation.verify !== false) this.#ask([...keys, ...others], "mutation");
  }
  #sync(keys, reason) {
    const asked = keys === void 0 ? this.#core.held().map((entry) => entry.key) : list(keys);
    return this.#loop.wait(asked, reason);
  }
  #ask(keys, reason) {
    const held = [...keys].filter((key2) => this.#core.entries.get(key2)?.subscribers.size);
    if (held.length) this.#loop.ask(held, reason);
  }
  #note(response, epoch) {
    this.#core.note(versionHeader(response.headers, "Reality-Seen"), epoch);
    return bumpedHeader(response.headers);
  }
  #publish(keys) {
    this.#core.publish([...keys].flatMap((key2) => this.#core.entries.get(key2) ?? []));
  }
  /** The last subscriber has gone: nothing is fetched for the key any more, and what is held is kept for a while. */
  #leave(entry) {
    const core = this.#core;
    this.#loop.payloads.cancel(entry);
    entry.confirmed = false;
    core.mutations.forget(entry.key);
    core.publish([entry]);
    this.#loop.payloads.settle();
    entry.eviction = core.after(core.settings.keepFor, () => core.entries.delete(entry.key));
    entry.eviction?.unref?.();
  }
};
var list = (keys) => typeof keys === "string" ? [keys] : [...keys];
export {
  Reality,
  RealityError,
  browserTriggers,
  escapeSegment,
  key
};
