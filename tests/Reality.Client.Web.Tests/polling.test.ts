import assert from 'node:assert/strict';
import { test } from 'node:test';
import { poll } from '../../src/Reality.Client.Web/adapters/polling';
import { bench, gate, pause, until } from './harness/bench';

const url = '/payload/chat:room:a';

test('polls at the interval, and fetches the payload only where it has changed', async () => {
  const { server, reality } = await bench();
  server.write('chat:room:a', ['one']);
  const shown: unknown[] = [];
  const ticks: unknown[] = [];
  const stop = poll(reality, 'chat:room:a', { url, interval: 30, onData: (data) => shown.push(data), onTick: (data) => ticks.push(data) });
  await until(() => ticks.length >= 3);
  assert.deepEqual(shown, [['one']]);
  assert.equal(server.fetches('chat:room:a'), 1);
  assert.deepEqual(ticks[0], ['one']);

  server.write('chat:room:a', ['one', 'two']);
  await until(() => shown.length === 2);
  assert.deepEqual(shown[1], ['one', 'two']);
  assert.equal(server.fetches('chat:room:a'), 2);

  stop();
  await pause(20);
  const asked = server.syncs.length;
  await pause(90);
  assert.equal(server.syncs.length, asked, 'nothing is asked after it was stopped');
});

test('a slow server is not asked twice at a time, and a failing one is asked again', async () => {
  const { server, reality } = await bench({ retry: { attempts: 0 } });
  const { opened, open } = gate();
  server.hook = async (kind, _, nth) => {
    if (kind !== 'sync') return undefined;
    if (nth === 2) return { status: 503 };
    if (nth === 3) await opened;
    return undefined;
  };
  let ticks = 0;
  const stop = poll(reality, 'chat:room:a', { url, interval: 20, onTick: () => ticks++ });
  await until(() => server.syncs.length === 3);
  assert.equal(ticks, 0, 'a question that failed is no tick');
  await pause(80);
  assert.equal(server.syncs.length, 3);
  open();
  await until(() => ticks >= 1);
  stop();
});

test('an interval that is none is refused', async () => {
  const { reality } = await bench();
  for (const interval of [0, -1, NaN]) assert.throws(() => poll(reality, 'chat:room:a', { url, interval }), RangeError);
});
