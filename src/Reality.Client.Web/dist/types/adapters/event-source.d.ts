import type { Reality } from '../engine/reality.js';
import type { Key, Subscription } from '../engine/types.js';
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
export declare class RealityEventSource<T = any> extends EventTarget {
    #private;
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSED = 2;
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSED = 2;
    readonly url: string;
    readonly withCredentials = false;
    onopen: ((this: RealityEventSource<T>, event: Event) => unknown) | null;
    onmessage: ((this: RealityEventSource<T>, event: MessageEvent<string>) => unknown) | null;
    onerror: ((this: RealityEventSource<T>, event: Event) => unknown) | null;
    /**
     * @param reality The engine.
     * @param key The key whose payload is told.
     * @param options Where the payload is, unless the key says so itself.
     */
    constructor(reality: Pick<Reality, 'subscribe'>, key: Key<T>, options?: RealityEventSourceOptions<T>);
    get readyState(): 0 | 1 | 2;
    /** Ends it: no further event is dispatched. */
    close(): void;
}
