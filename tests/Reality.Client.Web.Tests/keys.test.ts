import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RealityKey } from '../../src/Reality.Client.Web/dist/client.js';
import { bench, pause, until } from './harness/bench';

interface Message { readonly text: string }

/** As the writer of typed keys makes them. */
const room = (id: string): RealityKey<readonly Message[]> => ({ text: `room:${id}`, url: `/data/${encodeURIComponent(`room:${id}`)}` });

test('a typed key is enough: it says where its payload is and of what type', async () => {
  const { server, reality } = await bench();
  server.write('room:a', [{ text: 'hello' }]);
  const texts: string[] = [];
  const stop = reality.subscribe(room('a'), { onData: (messages) => texts.push((messages ?? []).map(({ text }) => text).join()) });
  await until(() => reality.get(room('a')).status === 'fresh');
  assert.equal(reality.get(room('a')).data?.[0]?.text, 'hello');
  assert.equal(reality.get('room:a'), reality.get(room('a')), 'the same key as its text');

  await reality.mutate({
    keys: room('a'),
    apply: (messages) => [...(messages ?? []), { text: 'mine' }],
    request: ({ fetch }) => fetch('/write/room%3Aa', { method: 'POST', body: '{"text":"mine"}' }),
  });
  await until(() => reality.get(room('a')).pending === 0);
  server.write('room:a', []);
  assert.equal((await reality.sync([room('a')])).ok, true);
  assert.deepEqual(texts.filter((text, i) => text !== texts[i - 1]), ['hello', 'hello,mine', '']);
  stop();

  // @ts-expect-error: the payload's type is the key's.
  reality.subscribe(room('a'), { onData: (messages: number) => messages })();
  // @ts-expect-error: what a mutation shows is of the key's type too.
  void (() => reality.mutate({ keys: room('a'), apply: () => [{ txt: 'x' }], request: () => 1 }));
});

test('a subscription\'s own address comes before the key\'s', async () => {
  const { server, reality } = await bench();
  const stop = reality.subscribe(room('a'), { url: '/data/room%3Ab' });
  await until(() => server.fetches('room:b') === 1);
  stop();
});

test('the states of a key as a stream: a slow reader skips to the newest, leaving the loop ends the subscription', async () => {
  const { server, reality } = await bench();
  server.write('room:a', [{ text: 'one' }]);
  const seen: (string | undefined)[] = [];
  for await (const state of reality.watch(room('a'))) {
    seen.push(state.data?.[0]?.text);
    if (state.data?.[0]?.text === 'three') break;
    if (state.status !== 'fresh') continue;
    server.write('room:a', [{ text: 'two' }]);
    await reality.sync();
    server.write('room:a', [{ text: 'three' }]);
    await reality.sync();
  }
  assert.deepEqual([...new Set(seen)], [undefined, 'one', 'three']);
  const { length } = server.syncs;
  await reality.sync();
  await pause(5);
  assert.equal(server.syncs.length, length, 'nobody subscribes any more');
});

test('a stream ends with its signal and with the engine', async () => {
  const { client } = await bench();
  const reality = client();
  const aborter = new AbortController();
  const read = async (signal?: AbortSignal) => {
    for await (const state of reality.watch(room('a'), signal ? { signal } : {})) void state;
  };
  const [first, second] = [read(aborter.signal), read()];
  await until(() => reality.get('room:a').status === 'fresh');
  aborter.abort();
  await first;
  reality.dispose();
  await second;
});
