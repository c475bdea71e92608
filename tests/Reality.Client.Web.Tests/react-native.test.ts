import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reactNative } from '../../src/Reality.Client.Web/adapters/react-native';
import { bench, pause, until, watch } from './harness/bench';

/** As React Native documents it: `change` with `active`, `background` or, on iOS, `inactive`; the subscription has `remove`. */
class AppState {
  currentState = 'active';
  readonly listeners = new Set<(state: string) => void>();

  addEventListener(type: 'change', listener: (state: string) => void) {
    assert.equal(type, 'change');
    this.listeners.add(listener);
    return { remove: () => void this.listeners.delete(listener) };
  }

  become(state: string) {
    this.currentState = state;
    for (const listener of this.listeners) listener(state);
  }
}

/** As NetInfo documents it: the listener hears at once what is known, then each change; what is returned ends it. */
class NetInfo {
  readonly listeners = new Set<(state: { isConnected: boolean | null; isInternetReachable: boolean | null }) => void>();
  #state: { isConnected: boolean | null; isInternetReachable: boolean | null } = { isConnected: null, isInternetReachable: null };

  addEventListener(listener: (state: { isConnected: boolean | null; isInternetReachable: boolean | null }) => void) {
    this.listeners.add(listener);
    listener(this.#state);
    return () => void this.listeners.delete(listener);
  }

  become(isConnected: boolean, isInternetReachable: boolean | null) {
    this.#state = { isConnected, isInternetReachable };
    for (const listener of this.listeners) listener(this.#state);
  }
}

test('the foreground and the network\'s return ask again, in a host without a window', async () => {
  const [app, net] = [new AppState(), new NetInfo()];
  const { triggers, isOnline } = reactNative({ AppState: app, NetInfo: net });
  const { server, client, events } = await bench();
  const reality = client({ triggers, isOnline });
  const told = watch(reality, 'chat:room:a');
  await until(() => told.last.status === 'fresh');
  assert.equal(server.syncs.length, 1);

  app.become('inactive');
  app.become('background');
  await pause(20);
  assert.equal(server.syncs.length, 1, 'nobody looks');
  app.become('active');
  await until(() => server.syncs.length === 2);
  app.become('active');
  await pause(20);
  assert.equal(server.syncs.length, 2, 'it was in front already');

  assert.equal(isOnline(), true, 'not known counts as there');
  net.become(true, null);
  await pause(20);
  assert.equal(server.syncs.length, 2);
  net.become(false, false);
  assert.equal(isOnline(), false);
  net.become(true, false);
  assert.equal(isOnline(), false, 'a network without a way out');
  net.become(true, true);
  await until(() => server.syncs.length === 3);
  assert.deepEqual(events.filter(({ type }) => type === 'sync').map(({ reason }) => reason.split(':')[0]), ['mount', 'foreground', 'online']);

  reality.dispose();
  assert.equal(app.listeners.size + net.listeners.size, 0);
});

test('NetInfo can be left out', () => {
  const { triggers, isOnline } = reactNative({ AppState: new AppState() });
  assert.equal(triggers.length, 1);
  assert.equal(isOnline(), true);
});
