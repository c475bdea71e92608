import { createContext, createElement, useCallback, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Reality } from '../engine/reality';
import type { Key, KeyState, Mutation, Subscription, SyncResult } from '../engine/types';

/** What the hooks need of the engine. */
export type RealityClient = Pick<Reality, 'subscribe' | 'get' | 'sync' | 'mutate'>;

const Context = createContext<RealityClient | undefined>(undefined);

/** Gives the engine to the hooks below it. The engine is the application's: made once, outside of any component, and disposed of by it. */
export function RealityProvider({ client, children }: { client: RealityClient; children?: ReactNode }): ReactNode {
  return createElement(Context.Provider, { value: client }, children);
}

/** The engine of the nearest provider, or the given one. */
export function useRealityClient(given?: RealityClient): RealityClient {
  const around = useContext(Context);
  const client = given ?? around;
  if (!client) throw new Error('There is no <RealityProvider> around this component, and no client was given.');
  return client;
}

export interface UseRealityOptions<T> extends Pick<Subscription<T>, 'url' | 'fetcher' | 'onData' | 'onError'> {
  /** The engine, where it is not a provider's. */
  client?: RealityClient;
}

export interface RealityResult<T> extends KeyState<T> {
  /** Nothing to show yet, and no error. */
  readonly isLoading: boolean;
  /** Asks now what has changed. Never rejects. */
  readonly sync: () => Promise<SyncResult>;
}

/**
 * Keeps a component up to date with a key: it renders again when the key's snapshot changes, and only then. `fetcher`, `onData` and
 * `onError` may be new functions at each render; the latest are called. No key (`null`): nothing is asked.
 */
export function useReality<T = any>(key: Key<T> | null | undefined, options: UseRealityOptions<T> = {}): RealityResult<T> {
  const client = useRealityClient(options.client);
  const text = key == null ? '' : typeof key === 'string' ? key : key.text;
  const latest = useRef({ key, options });
  useEffect(() => {
    latest.current = { key, options };
  });
  const { url } = options;
  const hasFetcher = options.fetcher !== undefined;
  const subscribe = useCallback(
    (changed: () => void) => {
      if (!text) return () => {};
      const subscription: Subscription<T> = {
        onState: changed,
        onData: (data, state) => latest.current.options.onData?.(data, state),
        onError: (error, state) => latest.current.options.onError?.(error, state),
      };
      if (url !== undefined) subscription.url = url;
      if (hasFetcher) subscription.fetcher = (asked, context) => latest.current.options.fetcher!(asked, context);
      return client.subscribe<T>(latest.current.key ?? text, subscription);
    },
    [client, text, url, hasFetcher],
  );
  // The engine makes a new object each time it is asked for a key that it does not know yet.
  const idle = useMemo((): KeyState<T> => ({ ...client.get<T>(text), status: 'idle' }), [client, text]);
  const snapshot = (): KeyState<T> => {
    const state = text ? client.get<T>(text) : idle;
    return state.status === 'idle' ? idle : state;
  };
  const state = useSyncExternalStore(subscribe, snapshot, () => idle);
  const sync = useCallback(() => (text ? client.sync(text) : Promise.resolve<SyncResult>({ ok: true, errors: new Map() })), [client, text]);
  return useMemo(
    () => ({ ...state, isLoading: text !== '' && (state.status === 'idle' || state.status === 'loading'), sync }),
    [state, sync, text],
  );
}

export interface UseMutationOptions<R> {
  client?: RealityClient;
  onSuccess?: (result: R) => void;
  onError?: (error: unknown) => void;
}

export interface UseMutationResult<V, R> {
  /** Sends it; what becomes of it is in the other members. */
  readonly mutate: (variables: V) => void;
  /** Sends it, and resolves or rejects with it. */
  readonly mutateAsync: (variables: V) => Promise<R>;
  readonly status: 'idle' | 'pending' | 'success' | 'error';
  readonly isPending: boolean;
  /** The result of the last one that succeeded. */
  readonly data: R | undefined;
  readonly error: unknown;
  readonly reset: () => void;
}

/**
 * Sends mutations of one kind and tells what becomes of the latest. A mutation that is under way when the component goes is not cancelled:
 * its effect is the engine's concern.
 *
 * @param build The mutation for one set of variables: keys, optimistic effect and request.
 */
export function useMutation<V = void, R = unknown>(build: (variables: V) => Mutation<R>, options: UseMutationOptions<R> = {}): UseMutationResult<V, R> {
  const client = useRealityClient(options.client);
  const [{ status, data, error }, setState] = useState<{ status: UseMutationResult<V, R>['status']; data: R | undefined; error: unknown }>(blank);
  const latest = useRef({ build, options });
  useEffect(() => {
    latest.current = { build, options };
  });
  const sent = useRef(0);
  const mutateAsync = useCallback(
    async (variables: V): Promise<R> => {
      const number = ++sent.current;
      setState({ ...blank, status: 'pending' });
      let result: R;
      try {
        result = await client.mutate(latest.current.build(variables));
      } catch (failure) {
        if (number === sent.current) setState({ status: 'error', data: undefined, error: failure });
        latest.current.options.onError?.(failure);
        throw failure;
      }
      if (number === sent.current) setState({ status: 'success', data: result, error: undefined });
      latest.current.options.onSuccess?.(result);
      return result;
    },
    [client],
  );
  const mutate = useCallback((variables: V) => void mutateAsync(variables).catch(() => {}), [mutateAsync]);
  const reset = useCallback(() => {
    sent.current++;
    setState(blank);
  }, []);
  return useMemo(
    () => ({ mutate, mutateAsync, status, isPending: status === 'pending', data, error, reset }),
    [mutate, mutateAsync, status, data, error, reset],
  );
}

const blank = { status: 'idle' as const, data: undefined, error: undefined };
