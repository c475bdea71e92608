import assert from 'node:assert/strict';
import { test } from 'node:test';
import { persist, type Store } from '../../src/Reality.Client.Web/dist/client/persist.js';
import { bench, pause, until, watch } from './harness/bench';

/** A store as slow as a real one, whose contents a test can spoil. */
function memory(): Store & { scopes: Map<string, Map<string, any>>; of(scope: string): any[] } {
  const scopes = new Map<string, Map<string, any>>();
  const at = (scope: string) => scopes.get(scope) ?? scopes.set(scope, new Map()).get(scope)!;
  return {
    scopes,
    of: (scope) => [...at(scope).values()],
    load: async (scope) => (await pause(5), [...at(scope).values()]),
    put: async (scope, entry) => (await pause(1), void at(scope).set(entry.key, structuredClone(entry))),
    delete: async (scope, key) => void at(scope).delete(key),
    clear: async (scope) => at(scope).clear(),
  };
}

async function visited() {
  const b = await bench();
  const store = memory();
  b.server.write('a:1', 'one');
  b.server.write('a:2', 'two');
  const before = b.client({ use: [persist({ scope: 'ada', store })] });
  watch(before, 'a:1');
  watch(before, 'a:2');
  await until(() => store.of('ada').length === 2);
  before.dispose();
  b.server.syncs.length = b.server.fetched.length = 0;
  const again = (scope = 'ada') => b.client({ use: [persist({ scope, store })] });
  return { ...b, store, again };
}

test('what was shown is shown at once, as stale; one sync revalidates all of it, and only what changed is fetched', async () => {
  const { server, again } = await visited();
  server.write('a:2', 'two, newer');
  const reality = again();
  const [one, two] = [watch(reality, 'a:1'), watch(reality, 'a:2')];
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  assert.deepEqual(one.data, ['one']);
  assert.deepEqual(two.data, ['two', 'two, newer']);
  assert.equal(one.states.find(({ data }) => data === 'one')!.isStale, true);
  assert.deepEqual([...server.syncs[0]!.known], [['a:1', 2], ['a:2', 2]]);
  assert.deepEqual([server.syncs.length, server.syncs[0]!.epoch, server.syncs[0]!.seen], [1, 'epoch-1', 2]);
  assert.deepEqual(server.fetched.map(({ key }) => key), ['a:2']);
});

test('a key that is mounted later comes from the store too', async () => {
  const { again } = await visited();
  const reality = again();
  const one = watch(reality, 'a:1');
  await until(() => one.last.status === 'fresh');
  const two = watch(reality, 'a:2');
  assert.deepEqual([two.last.data, two.last.status], ['two', 'stale']);
});

test('another scope sees nothing of it', async () => {
  const { again, server } = await visited();
  const reality = again('bob');
  const one = watch(reality, 'a:1');
  await until(() => one.last.status === 'fresh');
  assert.deepEqual([...server.syncs[0]!.known], [['a:1', 0]]);
  assert.equal(server.syncs[0]!.epoch, undefined);
});

test('another epoch on the answer: everything is fetched anew, and nothing of the old one is kept', async () => {
  const { again, server, store } = await visited();
  server.epoch = 'epoch-2';
  server.nodes.set('a:1', { version: 2, data: 'other', hash: 'o.s1' });
  const reality = again();
  const one = watch(reality, 'a:1');
  await until(() => one.last.status === 'fresh');
  assert.equal(one.last.data, 'other');
  await until(() => store.of('ada').length === 1);
  assert.deepEqual(store.of('ada').map(({ key, epoch, payload }) => [key, epoch, payload]), [['a:1', 'epoch-2', 'other']]);
});

test('what is damaged, of another format, too old or of another epoch than the rest is dropped', async () => {
  const { again, server, store } = await visited();
  const kept = store.scopes.get('ada')!;
  const whole = kept.get('a:1');
  const spoilt: Record<string, unknown> = {
    'b:format': { ...whole, format: 2 }, 'b:version': { ...whole, version: '5' }, 'b:negative': { ...whole, version: -1 }, 'b:text': 'nonsense', 'b:null': null,
    'b:etag': { ...whole, etag: 7 }, 'b:old': { ...whole, savedAt: 5 }, 'b:epoch': { ...whole, epoch: 'other', savedAt: whole.savedAt - 1 },
  };
  for (const [key, value] of Object.entries(spoilt)) kept.set(key, value && typeof value === 'object' ? { ...value, key } : value);
  const { payload, ...without } = whole;
  assert.equal(payload, 'one');
  kept.set('b:payload', { ...without, key: 'b:payload' });
  const reality = again();
  const keys = ['a:1', ...Object.keys(spoilt), 'b:payload'];
  const told = keys.map((key) => watch(reality, key));
  await until(() => told.every(({ last }) => last.status === 'fresh'));
  assert.deepEqual([...server.syncs[0]!.known], keys.map((key) => [key, key === 'a:1' ? 2 : 0]));
});

test('signing out clears the scope, and nothing is kept afterwards', async () => {
  const { client, server, store } = await visited();
  const storage = persist({ scope: 'ada', store });
  const reality = client({ use: [storage] });
  const one = watch(reality, 'a:1');
  await until(() => one.last.status === 'fresh');
  await storage.clear();
  server.write('a:1', 'later');
  await reality.sync();
  await pause(10);
  assert.deepEqual([one.last.data, store.of('ada')], ['later', []]);
});

test('signing out in one tab ends the others of the scope: they show nothing of it, keep nothing and ask nothing', async () => {
  const { client, server, store, again } = await visited();
  const here = persist({ scope: 'ada', store });
  let signedOut = 0;
  const one = watch(client({ use: [here] }), 'a:1');
  const other = client({ use: [persist({ scope: 'ada', store, onSignOut: () => signedOut++ })] });
  const there = watch(other, 'a:1');
  const bob = watch(again('bob'), 'a:1');
  await until(() => [one, there, bob].every(({ last }) => last.status === 'fresh'));
  await here.clear();
  await until(() => signedOut === 1);
  assert.deepEqual(there.data.at(-1), undefined);
  assert.deepEqual([there.states.at(-1)!.status, there.last.data], ['refused', undefined]);
  server.write('a:1', 'later');
  const syncs = server.syncs.length;
  assert.equal((await other.sync(['a:1'])).ok, true, 'it answers at once');
  await pause(30);
  assert.deepEqual([server.syncs.length, there.data.at(-1), store.of('ada')], [syncs, undefined, []]);
  assert.deepEqual([bob.last.data, store.of('bob').length], ['one', 1], 'another user of the same browser goes on');
  assert.equal(signedOut, 1);
});

test('a tab that is just writing when another signs out leaves nothing behind', async () => {
  const { client, server, store } = await visited();
  const here = persist({ scope: 'ada', store });
  client({ use: [here] });
  let begun = false;
  let open = () => {};
  const slow: Store = { ...store, put: async (scope, entry) => (begun = true, await new Promise<void>((go) => (open = go)), store.put(scope, entry)) };
  let signedOut = false;
  watch(client({ use: [persist({ scope: 'ada', store: slow, onSignOut: () => (signedOut = true) })] }), 'a:1');
  server.write('a:1', 'newer');
  await until(() => begun);
  await here.clear();
  await until(() => signedOut);
  open();
  await pause(30);
  assert.deepEqual(store.of('ada'), []);
});

test('a refused key is dropped from the store', async () => {
  const { again, server, store } = await visited();
  server.refused.add('a:1');
  const reality = again();
  const one = watch(reality, 'a:1');
  await until(() => one.last.status === 'refused');
  await until(() => store.of('ada').length === 1);
  assert.equal(one.last.data, undefined);
});

test('a store that fails, hangs or is missing keeps nobody from anything', async () => {
  const { client } = await bench();
  const failing = async (): Promise<never> => { throw new Error('no room'); };
  const hanging = (): Promise<never> => new Promise(() => {});
  const stores: (Store | undefined)[] = [
    { load: failing, put: failing, delete: failing, clear: failing }, { load: hanging, put: hanging, delete: hanging, clear: hanging }, undefined,
  ];
  for (const store of stores) {
    const told = watch(client({ use: [persist({ scope: 'x', patience: 30, ...(store ? { store } : {}) })] }), 'a:1');
    await until(() => told.last.status === 'fresh');
  }
});
