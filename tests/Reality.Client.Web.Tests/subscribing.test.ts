import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, gate, pause, until, watch } from './harness/bench';

test('a key that is mounted is asked for with version 0, fetched and shown', async () => {
  const { server, watch } = await bench();
  server.write('chat:room:a', ['hello']);
  const told = watch('chat:room:a');
  assert.equal(told.states.length, 0, 'nobody is called before subscribe returns');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual([...server.lastSync.known], [['chat:room:a', 0]]);
  assert.deepEqual(told.data, [['hello']]);
  assert.equal(told.last.version, 2);
  assert.deepEqual(told.states.map((state) => state.status), ['loading', 'fresh']);
});

test('a key that nobody has written yet is fetched too', async () => {
  const { server, watch } = await bench();
  const told = watch('chat:room:empty');
  await until(() => told.last.status === 'fresh');
  assert.equal(told.last.version, 1);
  assert.equal(told.last.data, null);
  assert.equal(server.fetches('chat:room:empty'), 1);
});

test('all keys due in one tick share one sync', async () => {
  const { server, reality, watch } = await bench();
  const first = watch('a:1');
  await Promise.resolve();
  const second = watch('a:2');
  void reality.sync();
  await until(() => first.last.status === 'fresh' && second.last.status === 'fresh');
  assert.equal(server.syncs.length, 1);
  assert.deepEqual([...server.lastSync.known.keys()], ['a:1', 'a:2']);
});

test('regression 5: a key mounted while a sync is under way is asked for right after it', async () => {
  const { server, watch } = await bench();
  const { opened, open } = gate();
  server.hook = async (kind, _, nth) => (kind === 'sync' && nth === 1 ? opened : undefined);
  const first = watch('a:1');
  await until(() => server.syncs.length === 1);
  const second = watch('a:2');
  await pause(30);
  assert.equal(server.syncs.length, 1, 'never two syncs at once');
  open();
  await until(() => first.last.status === 'fresh' && second.last.status === 'fresh');
  assert.equal(server.mostSyncsAtOnce, 1);
});

test('regression 5: what is asked for during a sync is asked again, also for a key of that sync', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', 'old');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  const { opened, open } = gate();
  server.delay = async (kind, _, nth) => (kind === 'sync' && nth === 2 ? opened : undefined);
  const before = reality.sync();
  await until(() => server.syncs.length === 2);
  await pause(20);
  server.write('a:1', 'new');
  const after = reality.sync();
  open();
  await before;
  await after;
  assert.equal(told.last.data, 'new');
});

test('regression 5: a hanging fetch harms only its key, and blocks no later sync', async () => {
  const { server, reality, watch } = await bench({ togetherTimeout: 60, maxParallelFetches: 2 });
  const never = gate();
  server.hook = async (kind, key) => (kind === 'payload' && key.startsWith('slow') ? never.opened : undefined);
  const slow = ['slow:1', 'slow:2', 'slow:3'].map((key) => watch(key));
  const others = ['a:1', 'a:2', 'a:3'].map((key) => watch(key));
  await until(() => others.every((told) => told.last.status === 'fresh'));
  assert.ok(slow.every((told) => told.last.status === 'loading'));
  server.write('a:1', 'news');
  const result = await reality.sync('a:1');
  assert.equal(result.ok, true);
  assert.equal(others[0]!.last.data, 'news');
  never.open();
  await until(() => slow.every((told) => told.last.status === 'fresh'));
});

test('a hanging fetch holds nothing back for longer because syncs go on', async () => {
  const { server, reality, watch } = await bench({ togetherTimeout: 60 });
  const never = gate();
  const slow = watch('slow:1');
  const other = watch('a:1');
  await until(() => slow.last.status === 'fresh' && other.last.status === 'fresh');
  server.hook = async (kind, key) => (kind === 'payload' && key === 'slow:1' ? never.opened : undefined);
  server.write('slow:1', 'news');
  server.write('a:1', 'news');
  const busy = setInterval(() => void reality.sync(), 10);
  try {
    await until(() => other.last.data === 'news', 5000);
  } finally {
    clearInterval(busy);
    never.open();
  }
});

test('a fetch that hangs past its limit is an error of its key and is tried again', async () => {
  const { server, watch } = await bench({ fetchTimeout: 50 });
  server.hook = async (kind, _, nth) => (kind === 'payload' && nth === 1 ? pause(2000) : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual(told.errors.map((error) => error.kind), ['timeout']);
  assert.equal(told.last.error, undefined);
});

test('a fetcher that ignores its signal is given up all the same', async () => {
  const { reality } = await bench({ fetchTimeout: 40 });
  let calls = 0;
  const told = watch(reality, 'a:1', { fetcher: () => (++calls === 1 ? new Promise(() => {}) : 'done') });
  await until(() => told.last.data === 'done');
});

test('a sync that hangs past its limit is tried again', async () => {
  const { server, watch } = await bench({ syncTimeout: 50 });
  server.hook = async (kind, _, nth) => (kind === 'sync' && nth === 1 ? pause(2000) : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual(told.errors.map((error) => error.kind), ['timeout']);
});

test('regression 5: payloads are fetched in parallel, up to the bound', async () => {
  const { server, watch } = await bench({ maxParallelFetches: 3 });
  server.delay = (kind) => (kind === 'payload' ? pause(30) : undefined);
  const told = Array.from({ length: 9 }, (_, i) => watch(`a:${i}`));
  await until(() => told.every((each) => each.last.status === 'fresh'));
  assert.equal(server.mostFetchesAtOnce, 3);
});

test('more keys than one request may hold go in several, one after the other', async () => {
  const { server, reality } = await bench();
  const told = Array.from({ length: 1500 }, (_, i) => watch(reality, `many:${i}`, { fetcher: () => i }));
  await until(() => told.every((each) => each.last.status === 'fresh'), 10_000);
  assert.ok(server.syncs.every((sync) => sync.known.size <= 1000 && sync.body.length < 256 * 1024));
  assert.equal(server.mostSyncsAtOnce, 1);
  assert.ok(server.syncs.length <= 4, `${server.syncs.length} syncs`);
});

test('unsubscribing cancels the fetch; nothing is shown or asked any more', async () => {
  const { server, reality, watch } = await bench();
  const never = gate();
  server.hook = async (kind) => (kind === 'payload' ? never.opened : undefined);
  const told = watch('a:1');
  await until(() => server.fetchesAtOnce === 1);
  told.stop();
  await until(() => server.aborted.includes('payloada:1'));
  await reality.sync();
  assert.equal(server.syncs.length, 1);
  assert.deepEqual(told.data, []);
  never.open();
});

test('unsubscribing and subscribing again in one tick, as React does in development, asks once', async () => {
  const { server, watch } = await bench();
  watch('a:1').stop();
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.equal(server.syncs.length, 1);
  assert.equal(server.fetches('a:1'), 1);
});

test('data outlives its last subscriber for a while: shown at once, as stale, and asked for with its version', async () => {
  const { server, watch } = await bench();
  server.write('a:1', 'kept');
  const first = watch('a:1');
  await until(() => first.last.status === 'fresh');
  first.stop();
  const second = watch('a:1');
  await Promise.resolve();
  assert.deepEqual(second.data, ['kept']);
  assert.equal(second.last.isStale, true);
  await until(() => second.last.status === 'fresh');
  assert.deepEqual([...server.lastSync.known], [['a:1', 2]]);
  assert.equal(server.fetches('a:1'), 1);
});

test('data of a key without subscribers is forgotten after that while', async () => {
  const { reality, watch } = await bench({ keepFor: 20 });
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  told.stop();
  await until(() => reality.get('a:1').status === 'idle' && reality.get('a:1').version === 0);
});

test('subscribers of one key share its payload, also those that come later', async () => {
  const { server, watch } = await bench();
  server.write('a:1', 'one');
  const first = watch('a:1');
  await until(() => first.last.status === 'fresh');
  const second = watch('a:1');
  await until(() => second.data.length === 1);
  await pause(30);
  assert.equal(server.fetches('a:1'), 1);
  assert.deepEqual(first.data, ['one'], 'the first is told nothing twice');
});

test('what a subscriber throws stops nobody else', async (t) => {
  const logged = t.mock.method(console, 'error', () => {});
  const { watch } = await bench();
  watch('a:1', { onData: () => { throw new Error('mine'); } });
  const other = watch('a:1');
  await until(() => other.last.status === 'fresh');
  assert.equal(other.data.length, 1);
  assert.equal(logged.mock.callCount(), 1);
});

test('the snapshot stays the same object while nothing changes', async () => {
  const { reality, watch } = await bench();
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  const before = reality.get('a:1');
  const count = told.states.length;
  await reality.sync();
  assert.equal(reality.get('a:1'), before);
  assert.equal(told.states.length, count);
});

test('after dispose nobody is called and nothing is sent', async () => {
  const { server, reality, watch } = await bench();
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  const before = told.states.length;
  void reality.sync();
  reality.dispose();
  assert.deepEqual(await reality.sync(), { ok: true, errors: new Map() });
  await pause(30);
  assert.equal(server.syncs.length, 1);
  assert.equal(told.states.length, before);
  assert.throws(() => reality.subscribe('a:1', {}), /disposed/);
});

test('a key that no server would take is refused at once, so that it spoils no sync of others', async () => {
  const { reality } = await bench();
  assert.throws(() => reality.subscribe('', {}), TypeError);
  assert.throws(() => reality.subscribe(`a:${'x'.repeat(511)}`, {}), TypeError);
  assert.throws(() => reality.subscribe(`a:${'ü'.repeat(256)}`, {}), TypeError);
});
