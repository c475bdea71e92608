import type { Reality } from '../engine/reality';
import type { Key, Subscription } from '../engine/types';

export interface RealityEventSourceOptions<T> extends Pick<Subscription<T>, 'url' | 'fetcher'> {
  /** The name of the events that are dispatched. Default `message`, which `onmessage` hears. */
  event?: string;
}

/**
 * Looks like the browser's `EventSource`, for code that was written for one: each new state of a key's payload comes as an event whose
 * `data` is JSON and whose `lastEventId` is the version. Unlike a stream, it tells states, not every step between them, and holds no
 * connection.
 *
 * An error that can pass leaves it `CONNECTING`, as a broken stream does, and the engine goes on trying; a refused key closes it.
 */
export class RealityEventSource<T = any> extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSED = 2;

  readonly url: string;
  readonly withCredentials = false;
  onopen: ((this: RealityEventSource<T>, event: Event) => unknown) | null = null;
  onmessage: ((this: RealityEventSource<T>, event: MessageEvent<string>) => unknown) | null = null;
  onerror: ((this: RealityEventSource<T>, event: Event) => unknown) | null = null;

  readonly #name: string;
  readonly #stop: () => void;
  #readyState: 0 | 1 | 2 = 0;
  #isFailing = false;
  #told: unknown;

  /**
   * @param reality The engine.
   * @param key The key whose payload is told.
   * @param options Where the payload is, unless the key says so itself.
   */
  constructor(reality: Pick<Reality, 'subscribe'>, key: Key<T>, options: RealityEventSourceOptions<T> = {}) {
    super();
    const { event = 'message', ...source } = options;
    this.#name = event;
    this.url = source.url ?? (typeof key === 'string' ? key : (key.url ?? key.text));
    this.#stop = reality.subscribe<T>(key, {
      ...source,
      onState: (state) => {
        if (state.status === 'refused') this.#fail(2);
        else if (state.error) this.#fail(0);
        else if (state.status === 'fresh') this.#open();
        // An effect that is shown before the server has confirmed it is no event: a stream would not have told it either.
        if (state.version && !state.pending && state.data !== this.#told) this.#tell(state.version, state.data as T);
      },
    });
  }

  get readyState(): 0 | 1 | 2 {
    return this.#readyState;
  }

  /** Ends it: no further event is dispatched. */
  close(): void {
    this.#readyState = 2;
    this.#stop();
  }

  #open(): void {
    this.#isFailing = false;
    if (this.#readyState !== 0) return;
    this.#readyState = 1;
    this.#dispatch(new Event('open'), this.onopen);
  }

  #tell(version: number, data: T): void {
    if (this.#readyState === 2) return;
    this.#open();
    this.#told = data;
    const event = new MessageEvent<string>(this.#name, { data: JSON.stringify(data), lastEventId: String(version) });
    this.#dispatch(event, this.#name === 'message' ? this.onmessage : null);
  }

  // Once for a row of failures, as a stream that is reconnecting.
  #fail(state: 0 | 2): void {
    if (this.#readyState === 2 || (state === 0 && this.#isFailing)) return;
    this.#isFailing = true;
    this.#readyState = state;
    if (state === 2) this.#stop();
    this.#dispatch(new Event('error'), this.onerror);
  }

  #dispatch<E extends Event>(event: E, handler: ((this: RealityEventSource<T>, event: E) => unknown) | null): void {
    handler?.call(this, event);
    this.dispatchEvent(event);
  }
}
