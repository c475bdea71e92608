import type { Trigger } from '../engine/triggers.js';
/** What is used of React Native's `AppState`: https://reactnative.dev/docs/appstate */
export interface AppStateLike {
    readonly currentState: string | null;
    addEventListener(type: 'change', listener: (state: any) => void): {
        remove(): void;
    };
}
/** What is used of `@react-native-community/netinfo`: https://github.com/react-native-netinfo/react-native-netinfo */
export interface NetInfoLike {
    /** Calls the listener at once with what is known, and at each change. Returns how to stop it. */
    addEventListener(listener: (state: {
        isConnected: boolean | null;
        isInternetReachable?: boolean | null;
    }) => void): () => void;
}
export interface ReactNative {
    /** `triggers` of the engine's options. */
    readonly triggers: Trigger[];
    /** `isOnline` of the engine's options: without a network nothing is retried. */
    readonly isOnline: () => boolean;
}
/**
 * The triggers of a React Native application: its return to the foreground and the network's return.
 *
 * ```ts
 * const reality = new Reality({ baseUrl: 'https://example.org', ...reactNative({ AppState, NetInfo }) });
 * ```
 */
export declare function reactNative({ AppState, NetInfo }: {
    AppState: AppStateLike;
    NetInfo?: NetInfoLike;
}): ReactNative;
