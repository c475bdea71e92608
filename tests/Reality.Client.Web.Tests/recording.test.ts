import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, gate, pause, until, watch } from './harness/bench';

test('regression 1: the version is recorded only when the payload is in hand, so a failed fetch is made up for', async () => {
  const { server, reality, watch } = await bench({ retry: { attempts: 0 } });
  server.write('a:1', 'old');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.write('a:1', 'new');
  server.hook = (kind, _, nth) => (kind === 'payload' && nth === 2 ? { status: 500 } : undefined);
  await reality.sync();
  assert.deepEqual([told.last.data, told.last.version, told.last.status, told.last.isStale], ['old', 2, 'error', true]);
  assert.equal(told.errors[0]?.status, 500);
  await reality.sync();
  assert.deepEqual([...server.lastSync.known], [['a:1', 2]], 'it still says what it holds');
  assert.deepEqual([told.last.data, told.last.version, told.last.status, told.last.error], ['new', 3, 'fresh', undefined]);
});

test('regression 2: an invalidation whose hash did not change is refetched', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', 'old', '');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.write('a:1', 'edited', '');
  await reality.sync();
  assert.equal(told.last.data, 'edited');
});

test('regression 2: an edit under a hash that is no content hash is refetched, though the hash is the same', async () => {
  const { server, reality } = await bench();
  // The hash of a list of ids: the same before and after an edit in place. The payload's ETag is another.
  let text = 'old';
  const fetcher = () => new Response(JSON.stringify([{ id: 1, text }]), { headers: { ETag: `"${text}.s1"`, 'Reality-Version': `${server.node('a:1').version}` } });
  server.write('a:1', null, 'ids-1');
  const told = watch(reality, 'a:1', { fetcher });
  await until(() => told.last.status === 'fresh');
  text = 'edited';
  server.write('a:1', null, 'ids-1');
  await reality.sync();
  assert.deepEqual(told.last.data, [{ id: 1, text: 'edited' }]);
});

test('invariant 5: a refetch is skipped only if the hash is that of the payload in hand; then the version is recorded', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', 'same', 'same.s1');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.write('a:1', 'same', 'same.s1');
  await reality.sync();
  assert.equal(server.fetches('a:1'), 1);
  assert.equal(told.last.version, 3);
  assert.equal(told.data.length, 1);
  await reality.sync();
  assert.deepEqual([...server.lastSync.known], [['a:1', 3]]);
  server.write('a:1', 'other', 'other.s1');
  await reality.sync();
  assert.equal(told.last.data, 'other');
});

test('invariant 5: a weak mark and quotes on the ETag do not matter; an empty hash equals no ETag', async () => {
  const { server, reality } = await bench();
  let calls = 0;
  let etag = 'W/"same.s1"';
  const fetcher = () => new Response(`${++calls}`, { headers: { ETag: etag } });
  server.write('a:1', null, 'same.s1');
  const told = watch(reality, 'a:1', { fetcher });
  await until(() => told.last.status === 'fresh');
  server.write('a:1', null, 'same.s1');
  await reality.sync();
  assert.equal(calls, 1);
  etag = '""';
  server.write('a:1', null, 'x');
  await reality.sync();
  server.write('a:1', null, '');
  await reality.sync();
  assert.equal(calls, 3);
});

test('a refetch is conditional; 304 keeps the data and records the version', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', ['same'], 'same.s1');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  // The node's hash is a fresh one, the payload's content is as before.
  server.write('a:1', ['same'], 'same.s1');
  server.hook = (kind) => {
    if (kind === 'sync') server.nodes.get('a:1')!.hash = '!3';
    else server.nodes.get('a:1')!.hash = 'same.s1';
  };
  await reality.sync();
  assert.deepEqual(server.fetched.map(({ tag, status }) => [tag, status]), [[undefined, 200], ['"same.s1"', 304]]);
  assert.equal(told.last.version, 3);
  assert.equal(told.data.length, 1);
});

test('rule 5: a payload is recorded at the version that came with it', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', 'v2');
  server.hook = (kind, _, nth) => {
    if (kind === 'payload' && nth === 1) server.write('a:1', 'v3');
  };
  const told = watch('a:1');
  await until(() => told.last.data === 'v3');
  assert.equal(told.last.version, 3);
  await reality.sync();
  assert.equal(server.fetches('a:1'), 1);
});

test('rule 5: without Reality-Version it is recorded at the version learned before it was asked for', async () => {
  const { server, reality, watch } = await bench();
  server.versions = false;
  server.write('a:1', 'v2');
  server.hook = (kind, _, nth) => {
    if (kind === 'payload' && nth === 1) server.write('a:1', 'v3');
  };
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual([told.last.data, told.last.version], ['v3', 2], 'newer than labelled, never older');
  await reality.sync();
  assert.deepEqual([told.last.version, server.fetches('a:1')], [3, 1], 'and put right, here by the hash');
});

test('rule 5: a payload older than asked for is shown, stays due and is asked for again, more and more rarely', async () => {
  const { server, events, watch } = await bench({ retry: { attempts: 3, baseDelay: 10, maxDelay: 20 } });
  server.write('a:1', 'old');
  server.write('a:1', 'new');
  server.hook = (kind) => (kind === 'payload' ? { status: 200, headers: { 'Reality-Version': '2' }, body: '"old"' } : undefined);
  const told = watch('a:1');
  await until(() => told.last.data === 'old' && told.last.status === 'stale');
  assert.equal(told.last.version, 2);
  await until(() => events.some((event) => event.reason === 'waits for the next trigger'));
  await pause(40);
  const count = events.filter((event) => event.type === 'fetch').length;
  assert.equal(count, 4, 'the first and three retries');
  assert.equal(told.last.data, 'old');
});

test('rule 5: one that lagged catches up by itself', async () => {
  const { server, watch } = await bench();
  server.write('a:1', 'old');
  server.write('a:1', 'new');
  server.hook = (kind, _, nth) => (kind === 'payload' && nth < 3 ? { status: 200, headers: { 'Reality-Version': '2' }, body: '"old"' } : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual([told.last.data, told.last.version], ['new', 3]);
  assert.deepEqual(told.data, ['old', 'new']);
});

test('invariant 3: a late answer never replaces a newer one', async () => {
  const { server, reality, events, watch } = await bench({ retry: { attempts: 0 } });
  server.write('a:1', 'new');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.write('a:1', 'newest');
  // A cache on the way answers with what was before.
  server.hook = (kind) => (kind === 'payload' ? { status: 200, headers: { 'Reality-Version': '1' }, body: '"ancient"' } : undefined);
  await reality.sync();
  assert.deepEqual([told.last.data, told.last.version, told.last.isStale], ['new', 2, true]);
  assert.ok(events.some((event) => event.type === 'late'));
  server.hook = () => {};
  await reality.sync();
  assert.equal(told.last.data, 'newest');
});

test('a change heard of while its payload is on the way is fetched too', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', 'one');
  const { opened, open } = gate();
  server.delay = async (kind, _, nth) => (kind === 'payload' && nth === 1 ? opened : undefined);
  const told = watch('a:1');
  await until(() => server.fetched.length === 1);
  server.write('a:1', 'two');
  const synced = reality.sync();
  await until(() => server.syncs.length === 2);
  await pause(20);
  open();
  await synced;
  assert.equal(told.last.data, 'two');
  assert.equal(told.last.status, 'fresh');
});

test('seen: the highest that any answer told is carried', async () => {
  const { server, reality, watch } = await bench();
  server.commits = 40;
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.equal(server.syncs[0]!.seen, 0);
  await reality.sync();
  assert.equal(server.lastSync.seen, 40);
  await reality.mutate({ request: ({ fetch }) => fetch('/write/b:1', { method: 'POST', body: '1' }) });
  await reality.sync();
  assert.equal(server.lastSync.seen, 41);
  reality.observe(new Response(null, { headers: { 'Reality-Seen': '77' } }));
  server.commits = 7;
  await reality.sync();
  await reality.sync();
  assert.equal(server.lastSync.seen, 77, 'it never falls within an epoch');
});

test('epoch: another one makes all keys count as changed and starts seen anew', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', 'before');
  server.write('a:2', 'before');
  server.commits = 90;
  const one = watch('a:1');
  const two = watch('a:2');
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  assert.equal(server.lastSync.epoch, undefined);
  // Restored from a backup: the same versions, other contents.
  server.epoch = 'epoch-2';
  server.commits = 3;
  server.nodes.set('a:1', { version: 2, data: 'after', hash: 'x1.s1' });
  server.nodes.set('a:2', { version: 2, data: 'after', hash: 'x2.s1' });
  await reality.sync('a:1');
  assert.equal(server.syncs[1]!.epoch, 'epoch-1');
  assert.equal(one.last.data, 'after');
  await until(() => two.last.data === 'after');
  await reality.sync();
  assert.equal(server.lastSync.epoch, 'epoch-2');
  assert.ok(server.lastSync.seen! <= 3);
  assert.deepEqual([one.last.version, two.last.version], [2, 2]);
});

test('epoch: a payload that was on its way when the epoch ended is not taken', async () => {
  const { server, reality, watch } = await bench();
  server.write('a:1', 'v2');
  server.write('a:1', 'v3');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.write('a:1', 'lost by the restore');
  const { opened, open } = gate();
  server.delay = async (kind, _, nth) => (kind === 'payload' && nth === 2 ? opened : undefined);
  void reality.sync();
  await until(() => server.fetched.length === 2);
  server.epoch = 'epoch-2';
  server.nodes.set('a:1', { version: 2, data: 'restored', hash: 'r.s1' });
  const synced = reality.sync();
  await until(() => server.syncs.length === 3);
  open();
  await synced;
  assert.deepEqual([told.last.data, told.last.version], ['restored', 2]);
  assert.ok(!told.data.includes('lost by the restore'));
});

test('a seen whose epoch is in doubt is left out of the next request', async () => {
  const { server, reality, watch } = await bench({ retry: { attempts: 0 } });
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  const { opened, open } = gate();
  const mutation = reality.mutate({ request: async ({ fetch }) => {
    const response = await fetch('/write/b:1', { method: 'POST', body: '1' });
    await opened;
    return response;
  } });
  await pause(20);
  server.epoch = 'epoch-2';
  await reality.sync();
  open();
  await mutation;
  server.hook = () => ({ status: 500 });
  assert.equal((await reality.sync()).ok, false);
  server.hook = () => {};
  await reality.sync();
  assert.equal(server.lastSync.seen, undefined, 'also after a sync that failed');
  await reality.sync();
  assert.notEqual(server.lastSync.seen, undefined);
});

test('a version below the known one, in the same epoch, means a reset: fetched and recorded', async () => {
  const { server, reality, watch } = await bench();
  server.nodes.set('a:1', { version: 9, data: 'nine', hash: 'n.s1' });
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.nodes.set('a:1', { version: 4, data: 'four', hash: 'f.s1' });
  await reality.sync();
  assert.deepEqual([told.last.data, told.last.version, told.last.status], ['four', 4, 'fresh']);
});

test('servers without epochs and ETags are understood', async () => {
  const { server, reality, watch } = await bench();
  server.epoch = undefined;
  server.versions = false;
  server.write('a:1', 'one', '');
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.write('a:1', 'two', '');
  await reality.sync();
  assert.equal(told.last.data, 'two');
});
