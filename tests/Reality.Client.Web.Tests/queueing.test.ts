import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, until } from './harness/bench';

test('queued mutations of a key are sent in order and shown at once; one that fails lets the next go', async () => {
  const { server, reality, watch } = await bench();
  const told = watch('room:a');
  await until(() => told.last.status === 'fresh');
  const arrived: string[] = [];
  server.hook = async (kind, _, nth) => {
    if (kind !== 'write') return undefined;
    arrived.push(`begin ${nth}`);
    await new Promise((done) => setTimeout(done, 20));
    arrived.push(`end ${nth}`);
    return nth === 2 ? { status: 400 } : undefined;
  };
  const send = (text: string, queue: boolean | string) =>
    reality.mutate({
      keys: 'room:a',
      queue,
      apply: (data: string[] | null) => [...(data ?? []), text],
      request: ({ fetch }) => fetch('/write/room%3Aa', { method: 'POST', body: JSON.stringify(text) }),
    });
  const sent = [send('one', true), send('two', true), send('three', true)];
  assert.deepEqual(told.last.data, ['one', 'two', 'three']);
  assert.deepEqual((await Promise.allSettled(sent)).map(({ status }) => status), ['fulfilled', 'rejected', 'fulfilled']);
  assert.deepEqual(arrived, ['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3']);
  await until(() => told.last.pending === 0);
  assert.deepEqual(told.last.data, ['one', 'three']);

  arrived.length = 0;
  await Promise.all([send('four', 'names'), send('five', false)]);
  assert.deepEqual(arrived.slice(0, 2), ['begin 4', 'begin 5'], 'who does not queue waits for nobody');
});
