import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, gate, pause, until } from './harness/bench';

const total = 100;

test('rule 5a: payloads that changed together are shown together', async () => {
  const { server, reality, watch } = await bench();
  server.write('acc:1', 60);
  server.write('acc:2', 40);
  const seen: number[] = [];
  const look = () => {
    const [one, two] = [reality.get('acc:1').data, reality.get('acc:2').data];
    if (one !== undefined && two !== undefined) seen.push(one + two);
  };
  const one = watch('acc:1', { onData: look });
  const two = watch('acc:2', { onData: look });
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  server.write('acc:1', 10);
  server.write('acc:2', 90);
  server.delay = (kind, key) => (kind === 'payload' && key === 'acc:2' ? pause(40) : undefined);
  await reality.sync();
  assert.deepEqual([one.last.data, two.last.data], [10, 90]);
  assert.ok(seen.every((sum) => sum === total), `${seen}`);
  assert.equal(server.syncs.length, 2, 'versions agreed: nothing to ask again');
});

test('rule 5a: a transfer between two fetches is never shown by half', async () => {
  const { server, reality, watch } = await bench();
  server.write('acc:1', 60);
  server.write('acc:2', 40);
  const seen: number[] = [];
  const look = () => {
    const [one, two] = [reality.get('acc:1').data, reality.get('acc:2').data];
    if (one !== undefined && two !== undefined) seen.push(one + two);
  };
  const one = watch('acc:1', { onData: look });
  const two = watch('acc:2', { onData: look });
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  server.write('acc:1', 50);
  server.write('acc:2', 50);
  server.hook = async (kind, key, nth) => {
    if (kind !== 'payload' || key !== 'acc:2' || nth !== 2) return;
    await until(() => server.fetches('acc:1') === 2);
    server.write('acc:1', 0);
    server.write('acc:2', 100);
  };
  await reality.sync();
  assert.deepEqual([one.last.data, two.last.data], [0, 100]);
  assert.ok(seen.length > 1 && seen.every((sum) => sum === total), `${seen}`);
  assert.deepEqual([...server.syncs[2]!.known], [['acc:1', 3], ['acc:2', 4]], 'asked again with the versions of the payloads');
  assert.equal(one.last.torn, false);
});

test('rule 5a: one payload that is newer than the answer also waits for what else is on the screen', async () => {
  const { server, reality, watch } = await bench();
  server.write('acc:1', 60);
  server.write('acc:2', 40);
  const seen: number[] = [];
  const look = () => {
    const [one, two] = [reality.get('acc:1').data, reality.get('acc:2').data];
    if (one !== undefined && two !== undefined) seen.push(one + two);
  };
  const one = watch('acc:1', { onData: look });
  const two = watch('acc:2', { onData: look });
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  server.write('acc:2', 40);
  server.hook = (kind, key, nth) => {
    if (kind !== 'payload' || key !== 'acc:2' || nth !== 2) return;
    server.write('acc:1', 0);
    server.write('acc:2', 100);
  };
  await reality.sync();
  assert.deepEqual([one.last.data, two.last.data], [0, 100]);
  assert.ok(seen.every((sum) => sum === total), `${seen}`);
});

test('rule 5a: after three rounds it is shown all the same, reported as torn, and put right when things calm down', async () => {
  const { server, reality, events, watch } = await bench();
  server.write('acc:1', 0);
  server.write('acc:2', 0);
  const one = watch('acc:1');
  const two = watch('acc:2');
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  // Somebody writes before every answer and before every payload.
  let busy = true;
  server.hook = () => {
    if (busy) server.write('acc:1', server.commits);
  };
  server.write('acc:2', 'x');
  const before = server.syncs.length;
  void reality.sync();
  await until(() => events.some((event) => event.type === 'torn'));
  assert.equal(server.syncs.length - before, 4, 'the first question and three rounds');
  assert.ok(one.states.some((state) => state.torn) || two.states.some((state) => state.torn));
  busy = false;
  await until(() => !one.last.torn && !two.last.torn && one.last.status === 'fresh' && two.last.status === 'fresh');
  assert.deepEqual([one.last.data, two.last.data], [server.node('acc:1').data, server.node('acc:2').data]);
});

test('rule 5a: one that keeps the others waiting too long is left behind, and that is reported', async () => {
  const { server, reality, events, watch } = await bench({ togetherTimeout: 40 });
  server.write('acc:1', 'old');
  server.write('acc:2', 'old');
  const one = watch('acc:1');
  const two = watch('acc:2');
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  server.write('acc:1', 'new');
  server.write('acc:2', 'new');
  const { opened, open } = gate();
  server.hook = async (kind, key) => (kind === 'payload' && key === 'acc:2' ? opened : undefined);
  void reality.sync();
  await until(() => one.last.data === 'new');
  assert.deepEqual([two.last.data, two.last.isStale, one.last.torn], ['old', true, true]);
  assert.ok(events.some((event) => event.type === 'torn'));
  open();
  await until(() => two.last.data === 'new' && !one.last.torn && !two.last.torn);
});

test('rule 5a: a payload that fails does not keep the others from being shown', async () => {
  const { server, reality, watch } = await bench({ retry: { attempts: 0 } });
  const one = watch('acc:1');
  const two = watch('acc:2');
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  server.write('acc:1', 'new');
  server.write('acc:2', 'new');
  server.hook = (kind, key) => (kind === 'payload' && key === 'acc:2' ? { status: 500 } : undefined);
  const result = await reality.sync();
  assert.equal(result.ok, false);
  assert.deepEqual([...result.errors.keys()], ['acc:2']);
  assert.deepEqual([one.last.data, two.last.data, two.last.status], ['new', null, 'error']);
});

test('rule 5a: if the server cannot be asked again, what is in hand is shown', async () => {
  const { server, reality, watch } = await bench({ retry: { attempts: 0 } });
  const one = watch('acc:1');
  const two = watch('acc:2');
  await until(() => one.last.status === 'fresh' && two.last.status === 'fresh');
  server.write('acc:1', 'new');
  server.hook = (kind, key, nth) => {
    if (kind === 'payload' && key === 'acc:1' && nth === 2) server.write('acc:1', 'newer');
    return kind === 'sync' && nth === 3 ? { status: 503 } : undefined;
  };
  await reality.sync();
  assert.deepEqual([one.last.data, one.last.torn], ['newer', true]);
  assert.equal(two.last.data, null);
});
