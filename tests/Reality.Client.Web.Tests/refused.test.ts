import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, pause, until } from './harness/bench';

test('rule 5c: a refused key is reported, and what was held is dropped', async () => {
  const { server, reality, watch } = await bench();
  server.write('user:9:profile', { name: 'Ann' });
  const told = watch('user:9:profile');
  const other = watch('a:1');
  await until(() => told.last.status === 'fresh' && other.last.status === 'fresh');
  server.refused.add('user:9:profile');
  const result = await reality.sync();
  assert.deepEqual([told.last.data, told.last.version, told.last.status, told.last.error?.kind], [undefined, 0, 'refused', 'refused']);
  assert.deepEqual(told.data, [{ name: 'Ann' }, undefined]);
  assert.deepEqual(told.errors.map((error) => error.kind), ['refused']);
  assert.equal(other.last.status, 'fresh');
  assert.deepEqual([...result.errors.keys()], ['user:9:profile']);
});

for (const status of [403, 404]) {
  test(`rule 5c: so is one whose payload is answered ${status}`, async () => {
    const { server, reality, watch } = await bench();
    server.write('a:1', 'secret');
    const told = watch('a:1');
    await until(() => told.last.status === 'fresh');
    server.write('a:1', 'secret 2');
    server.hook = (kind) => (kind === 'payload' ? { status } : undefined);
    await reality.sync();
    assert.deepEqual([told.last.data, told.last.status, told.last.error?.kind, told.last.error?.status], [undefined, 'refused', 'refused', status]);
    await pause(100);
    assert.equal(server.fetches('a:1'), 2, 'not asked again by itself');
  });
}

test('a refused key is asked again at later triggers, told only once, and shown when the right comes back', async () => {
  const { server, reality, watch } = await bench();
  server.refused.add('a:1');
  server.write('a:1', 'mine');
  const told = watch('a:1');
  await until(() => told.last.status === 'refused');
  await pause(80);
  assert.equal(server.syncs.length, 1, 'no loop');
  await reality.sync();
  await reality.sync();
  assert.equal(server.syncs.length, 3);
  assert.equal(told.errors.length, 1);
  server.refused.clear();
  await reality.sync();
  assert.deepEqual([told.last.data, told.last.status, told.last.error], ['mine', 'fresh', undefined]);
});

test('a refused key stays reported as refused when a sync fails in between', async () => {
  const { server, reality, watch } = await bench({ retry: { attempts: 0 } });
  server.refused.add('a:1');
  const told = watch('a:1');
  await until(() => told.last.status === 'refused');
  server.hook = () => ({ status: 500 });
  await reality.sync();
  server.hook = () => {};
  await reality.sync();
  assert.deepEqual([told.last.status, told.last.error?.kind], ['refused', 'refused']);
});

test('a refused key shows no pending mutation either', async () => {
  const { server, reality, watch } = await bench();
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  const mutation = reality.mutate({ keys: 'a:1', apply: () => 'mine', request: () => pause(60) });
  await until(() => told.last.data === 'mine');
  server.refused.add('a:1');
  await reality.sync();
  assert.equal(told.last.data, undefined);
  await mutation;
  await reality.sync();
  assert.deepEqual([told.last.data, told.last.pending], [undefined, 0]);
});
