import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserTriggers } from '../../src/Reality.Client.Web/dist/client.js';
import { bench, pause, until, watch } from './harness/bench';

test('without a window no trigger is installed, and the engine works', async () => {
  assert.deepEqual(browserTriggers(), []);
});

test('focus, visibility, a restored page and the network\'s return ask for all keys; dispose takes the listeners away', async (t) => {
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  Object.assign(globalThis, { window, document });
  t.after(() => {
    Reflect.deleteProperty(globalThis, 'window');
    Reflect.deleteProperty(globalThis, 'document');
  });
  const { server, events, client } = await bench();
  const reality = client();
  const told = watch(reality, 'a:1', { url: '/data/a%3A1' });
  await until(() => told.last.status === 'fresh');
  const reasons = () => events.filter((event) => event.type === 'sync').map((event) => event.reason.split(':')[0]);

  window.dispatchEvent(new Event('focus'));
  await until(() => server.syncs.length === 2);
  document.dispatchEvent(new Event('visibilitychange'));
  await pause(20);
  assert.equal(server.syncs.length, 2, 'hidden: nobody looks');
  document.visibilityState = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => server.syncs.length === 3);
  window.dispatchEvent(new Event('online'));
  await until(() => server.syncs.length === 4);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }));
  await pause(20);
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  await until(() => server.syncs.length === 5);
  assert.deepEqual(reasons(), ['mount', 'focus', 'visible', 'online', 'page restored']);

  await pause(20);
  window.dispatchEvent(new Event('focus'));
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => server.syncs.length === 6);
  await pause(20);
  assert.equal(server.syncs.length, 6, 'both in one tick: one sync');

  reality.dispose();
  window.dispatchEvent(new Event('focus'));
  await pause(20);
  assert.equal(server.syncs.length, 6);
});

test('a trigger of one\'s own', async () => {
  const asks: ((reason: string) => void)[] = [];
  const { server, reality } = await bench({ triggers: [(ask) => {
    asks.push(ask);
    return () => void asks.pop();
  }] });
  const told = watch(reality, 'a:1', { url: '/data/a%3A1' });
  await until(() => told.last.status === 'fresh');
  server.write('a:1', 'news');
  asks[0]!('app became active');
  await until(() => told.last.data === 'news');
  reality.dispose();
  assert.equal(asks.length, 0);
});
