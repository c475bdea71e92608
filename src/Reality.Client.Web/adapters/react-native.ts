import type { Trigger } from '../engine/triggers';

/** What is used of React Native's `AppState`: https://reactnative.dev/docs/appstate */
export interface AppStateLike {
  readonly currentState: string | null;
  addEventListener(type: 'change', listener: (state: any) => void): { remove(): void };
}

/** What is used of `@react-native-community/netinfo`: https://github.com/react-native-netinfo/react-native-netinfo */
export interface NetInfoLike {
  /** Calls the listener at once with what is known, and at each change. Returns how to stop it. */
  addEventListener(listener: (state: { isConnected: boolean | null; isInternetReachable?: boolean | null }) => void): () => void;
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
export function reactNative({ AppState, NetInfo }: { AppState: AppStateLike; NetInfo?: NetInfoLike }): ReactNative {
  let online: boolean | undefined;
  const foreground: Trigger = (ask) => {
    let before = AppState.currentState;
    const subscription = AppState.addEventListener('change', (state: string) => {
      // iOS goes through 'inactive' when a call or the task switcher covers the application for a moment: data may be old after that too.
      if (state === 'active' && before !== 'active') ask('foreground');
      before = state;
    });
    return () => subscription.remove();
  };
  const network: Trigger = (ask) =>
    NetInfo!.addEventListener(({ isConnected, isInternetReachable }) => {
      // Not known yet counts as there: trying is how one finds out.
      const now = isConnected !== false && isInternetReachable !== false;
      if (now && online === false) ask('online');
      online = now;
    });
  return { triggers: NetInfo ? [foreground, network] : [foreground], isOnline: () => online !== false };
}
