import { type ReactNode } from 'react';
import type { Reality } from '../engine/reality.js';
import type { Key, KeyState, Mutation, Subscription, SyncResult } from '../engine/types.js';
/** What the hooks need of the engine. */
export type RealityClient = Pick<Reality, 'subscribe' | 'get' | 'sync' | 'mutate'>;
/** Gives the engine to the hooks below it. The engine is the application's: made once, outside of any component, and disposed of by it. */
export declare function RealityProvider({ client, children }: {
    client: RealityClient;
    children?: ReactNode;
}): ReactNode;
/** The engine of the nearest provider, or the given one. */
export declare function useRealityClient(given?: RealityClient): RealityClient;
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
export declare function useReality<T = any>(key: Key<T> | null | undefined, options?: UseRealityOptions<T>): RealityResult<T>;
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
export declare function useMutation<V = void, R = unknown>(build: (variables: V) => Mutation<R>, options?: UseMutationOptions<R>): UseMutationResult<V, R>;
