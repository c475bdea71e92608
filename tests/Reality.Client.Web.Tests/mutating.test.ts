import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RealityError } from '../../src/Reality.Client.Web/dist/client.js';
import { bench, gate, pause, until, watch, type Bench } from './harness/bench';

const append = (text: string) => (data: string[] | null | undefined) => [...(data ?? []), text];

/** Sends a message that is shown at once; `before` runs first, so that a test decides when and how it ends. */
function send({ reality }: Bench, text: string, before: () => void | Promise<void> = () => {}): Promise<Response> {
  return reality.mutate({
    keys: 'room:a',
    apply: append(text),
    request: async ({ fetch }) => {
      await before();
      return fetch('/write/room%3Aa', { method: 'POST', body: JSON.stringify(text) });
    },
  });
}

async function room(options = {}): Promise<Bench & { told: ReturnType<Bench['watch']> }> {
  const b = await bench(options);
  b.server.write('room:a', ['hello']);
  const told = b.watch('room:a');
  await until(() => told.last.status === 'fresh');
  return { ...b, told };
}

test('a mutation is shown at once, then verified, then replaced by the truth, without a flicker', async () => {
  const b = await room();
  const { opened, open } = gate();
  const sent = send(b, 'mine', () => opened);
  assert.deepEqual(b.told.last.data, ['hello', 'mine'], 'before anything is sent');
  assert.equal(b.told.last.pending, 1);
  open();
  assert.equal((await sent).status, 201);
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['hello', 'mine']);
  assert.equal(b.told.last.version, 3);
  assert.equal(b.server.lastSync.seen, b.server.commits, 'the verifying sync says what the mutation was told');
  assert.ok(b.told.data.slice(1).every((data) => (data as string[]).filter((text) => text === 'mine').length === 1), 'neither gone nor twice in between');
});

test('apply is told whether the request is still under way', async () => {
  const b = await room();
  const phases: string[] = [];
  const never = gate();
  b.server.hook = async (kind) => (kind === 'sync' ? never.opened : undefined);
  await b.reality.mutate({
    keys: ['room:a'],
    apply: (data, key, phase) => {
      phases.push(`${key} ${phase}`);
      return data;
    },
    request: () => pause(10),
  });
  assert.deepEqual(phases, ['room:a sending', 'room:a verifying']);
  never.open();
});

test('a failed mutation is taken back, and the promise is rejected', async () => {
  const b = await room();
  b.server.hook = (kind) => (kind === 'write' ? { status: 400, body: '{"detail":"too long"}' } : undefined);
  await assert.rejects(send(b, 'mine'), (error: RealityError) => error instanceof RealityError && error.status === 400 && /too long/.test(error.message));
  assert.deepEqual(b.told.last.data, ['hello']);
  assert.equal(b.told.last.pending, 0);
  await assert.rejects(b.reality.mutate({ keys: 'room:a', apply: append('x'), request: () => { throw new Error('mine'); } }), /mine/);
  assert.deepEqual(b.told.last.data, ['hello']);
});

test('a failed mutation that reached the server all the same is found out', async () => {
  const b = await room();
  const failed = b.reality.mutate({ keys: 'room:a', apply: append('mine'), request: async ({ fetch }) => {
    await fetch('/write/room%3Aa', { method: 'POST', body: '"mine"' });
    throw new Error('the connection was lost before the answer');
  } });
  await assert.rejects(failed);
  await until(() => b.told.last.version === 3);
  assert.deepEqual(b.told.last.data, ['hello', 'mine']);
});

test('regression 6: rolling back one of two overlapping updates leaves the other and newer server data', async () => {
  const b = await room();
  const first = gate();
  const second = gate();
  const failing = send(b, 'first', async () => {
    await first.opened;
    throw new Error('refused');
  });
  const working = send(b, 'second', () => second.opened);
  assert.deepEqual(b.told.last.data, ['hello', 'first', 'second']);
  // Meanwhile somebody else writes, and this client hears of it.
  b.server.write('room:a', ['hello', 'theirs']);
  await b.reality.sync();
  assert.deepEqual(b.told.last.data, ['hello', 'theirs', 'first', 'second']);
  first.open();
  await assert.rejects(failing, /refused/);
  assert.deepEqual(b.told.last.data, ['hello', 'theirs', 'second']);
  second.open();
  await working;
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['hello', 'theirs', 'second']);
});

test('regression 6: a failed mutation on a key without data leaves no phantom', async () => {
  const b = await bench();
  const never = gate();
  b.server.hook = async (kind) => (kind === 'payload' ? never.opened : kind === 'write' ? { status: 500 } : undefined);
  const told = b.watch('room:a');
  await assert.rejects(send(b, 'mine'));
  assert.deepEqual(told.data, [['mine'], undefined]);
  assert.deepEqual([told.last.data, told.last.version, told.last.pending], [undefined, 0, 0]);
  never.open();
  await until(() => told.last.status === 'fresh');
  assert.equal(told.last.data, null);
});

test('regression 6: nor on a key that nobody subscribes to', async () => {
  const b = await bench();
  b.server.hook = (kind) => (kind === 'write' ? { status: 500 } : undefined);
  await assert.rejects(send(b, 'mine'));
  b.server.hook = () => {};
  const told = b.watch('room:a');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual(told.data, [null]);
});

test('an optimistic message survives a failed verify', async () => {
  const b = await room({ retry: { attempts: 2, baseDelay: 5 } });
  b.server.hook = (kind) => (kind === 'sync' ? { status: 503 } : undefined);
  await send(b, 'mine');
  await until(() => b.events.some((event) => event.reason === 'waits for the next trigger'));
  assert.deepEqual(b.told.last.data, ['hello', 'mine']);
  assert.equal(b.told.last.status, 'error');
  b.server.hook = (kind) => (kind === 'payload' ? { status: 500 } : undefined);
  await b.reality.sync();
  assert.deepEqual(b.told.last.data, ['hello', 'mine'], 'nor does a failed refetch take it away');
  b.server.hook = () => {};
  await b.reality.sync();
  assert.deepEqual([b.told.last.data, b.told.last.pending], [['hello', 'mine'], 0]);
  assert.ok(b.told.data.slice(1).every((data) => (data as string[]).includes('mine')));
});

test('a payload from before the mutation does not take its effect away', async () => {
  const b = await room();
  b.server.write('room:a', ['hello', 'theirs']);
  const { opened, open } = gate();
  b.server.delay = async (kind, _, nth) => (kind === 'payload' && nth === 2 ? opened : undefined);
  void b.reality.sync();
  await until(() => b.server.fetched.length === 2);
  await send(b, 'mine');
  open();
  await until(() => b.told.data.some((data) => (data as string[]).join() === 'hello,theirs,mine') && b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['hello', 'theirs', 'mine']);
  assert.ok(b.told.data.slice(2).every((data) => (data as string[]).includes('mine')));
});

test('a payload that already includes the mutation ends it, though the answer to the mutation comes later', async () => {
  const b = await room();
  const { opened, open } = gate();
  b.server.delay = async (kind) => (kind === 'write' ? opened : undefined);
  const sent = send(b, 'mine');
  await until(() => b.server.node('room:a').version === 3);
  await b.reality.sync();
  assert.equal(b.told.last.version, 3);
  open();
  await sent;
  assert.deepEqual([b.told.last.data, b.told.last.pending], [['hello', 'mine'], 0]);
});

test('a mutation whose answer names no version is verified by the sync alone', async () => {
  const b = await room();
  await b.reality.mutate({ keys: 'room:a', apply: append('mine'), request: async () => {
    await pause(5);
    b.server.write('room:a', ['hello', 'mine']);
  } });
  assert.equal(b.told.last.pending, 1);
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['hello', 'mine']);
});

test('a mutation that changed nothing ends with the sync that says so', async () => {
  const b = await room();
  await b.reality.mutate({ keys: 'room:a', apply: append('mine'), request: () => pause(5) });
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['hello']);
});

test('a server that answers from before the mutation is asked again; the message stays', async () => {
  const b = await room();
  let lagging = true;
  b.server.hook = (kind) =>
    kind === 'sync' && lagging ? { status: 200, body: '{"changed":{},"mesh":{"peers":[],"serverVersion":1},"epoch":"epoch-1"}' } : undefined;
  await send(b, 'mine');
  await until(() => b.server.syncs.length === 3);
  assert.deepEqual([b.told.last.data, b.told.last.pending], [['hello', 'mine'], 1]);
  lagging = false;
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['hello', 'mine']);
});

test('rule 5b: Reality-Bumped makes the held keys be asked for, and raises no known version', async () => {
  const b = await room();
  const other = b.watch('other:1');
  await until(() => other.last.status === 'fresh');
  b.server.write('other:1', 'theirs');
  const bumped = b.server.write('other:1', 'mine');
  await b.reality.mutate({ request: () => new Response('{}', { headers: { 'Reality-Bumped': `other:1=${bumped}, nobody:1=4`, 'Reality-Seen': '9' } }) });
  await until(() => other.last.data === 'mine');
  assert.equal(b.server.lastSync.known.get('other:1'), 1);
  b.server.write('other:1', 'again');
  b.reality.observe(new Response(null, { headers: { 'Reality-Bumped': 'other:1=4' } }));
  await until(() => other.last.data === 'again');
});

test('rule 5b: a bump of known + 1 may hide somebody else\'s write; it is fetched', async () => {
  const b = await room();
  await send(b, 'mine', () => void b.server.write('room:a', ['hello', 'theirs']));
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['hello', 'theirs', 'mine']);
});

test('a mutation that succeeded in one epoch and is verified in the next does not stay for ever', async () => {
  const b = await room();
  b.server.nodes.get('room:a')!.version = 50;
  await b.reality.sync();
  b.server.hook = (kind, _, nth) => {
    if (kind === 'sync' && nth === 3) {
      b.server.epoch = 'epoch-2';
      b.server.nodes.set('room:a', { version: 50, data: ['restored'], hash: 'r.s1' });
    }
  };
  await send(b, 'mine');
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['restored']);
});

test('nor does one whose key was reset within the epoch', async () => {
  const b = await room();
  b.server.nodes.get('room:a')!.version = 50;
  await b.reality.sync();
  b.server.hook = (kind, _, nth) => {
    if (kind === 'sync' && nth === 3) b.server.nodes.set('room:a', { version: 2, data: ['restored'], hash: 'r.s1' });
  };
  await send(b, 'mine');
  await until(() => b.told.last.pending === 0);
  assert.deepEqual(b.told.last.data, ['restored']);
});

test('without verify the effect ends with the request', async () => {
  const b = await room();
  const syncs = b.server.syncs.length;
  await b.reality.mutate({ keys: 'room:a', apply: append('mine'), request: () => pause(5), verify: false });
  assert.deepEqual([b.told.last.data, b.told.last.pending], [['hello'], 0]);
  await pause(20);
  assert.equal(b.server.syncs.length, syncs);
});

test('a mutation that cannot be shown over what is there is sent all the same', async (t) => {
  t.mock.method(console, 'warn', () => {});
  const b = await bench();
  const told = watch(b.reality, 'room:a', { url: '/data/room%3Aa' });
  const sent = b.reality.mutate({
    keys: 'room:a',
    apply: (data) => [...data, 'mine'],
    request: ({ fetch }) => fetch('/write/room%3Aa', { method: 'POST', body: '"mine"' }),
  });
  assert.equal((await sent).status, 201);
  await until(() => told.last.pending === 0 && told.last.status === 'fresh');
  assert.deepEqual(told.last.data, ['mine']);
});

test('leaving the page of a key ends the proof of what was sent, not the sending', async () => {
  const b = await room();
  const { opened, open } = gate();
  const sent = send(b, 'mine', () => opened);
  b.told.stop();
  open();
  assert.equal((await sent).status, 201);
  const again = b.watch('room:a');
  await until(() => again.last.status === 'fresh');
  assert.deepEqual([again.last.data, again.last.pending], [['hello', 'mine'], 0]);
});

test('a mutation that finds no network is rejected with an error that names its key and the cause', async () => {
  const b = await room({ fetch: (input: RequestInfo | URL, init?: RequestInit) => (init?.method === 'POST' && String(input).includes('/write/') ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init)) });
  const error = (await send(b, 'mine').catch((error: unknown) => error)) as RealityError;
  assert.ok(error instanceof RealityError);
  assert.deepEqual([error.name, error.kind, error.key, error.message], ['RealityError', 'network', 'room:a', 'Mutation of room:a: TypeError: fetch failed']);
  assert.ok(error.cause instanceof TypeError);
  assert.equal(error.transient, true, 'the person may try again');
  assert.deepEqual(b.told.last.data, ['hello']);
});

test('a server that nobody listens at counts as no network too', async () => {
  const b = await room();
  const error = (await b.reality.mutate({ keys: 'room:a', request: ({ fetch }) => fetch('http://127.0.0.1:1/write', { method: 'POST' }) }).catch((error: unknown) => error)) as RealityError;
  assert.deepEqual([error.name, error.kind, error.key], ['RealityError', 'network', 'room:a']);
});

test('a mutation that its caller has cancelled, and one whose answer is no success, say so', async () => {
  const b = await room();
  const cancelled = b.reality.mutate({ keys: 'room:a', request: ({ fetch }) => fetch('/write/room%3Aa', { method: 'POST', body: '"x"', signal: AbortSignal.abort() }) });
  await assert.rejects(cancelled, { name: 'AbortError' });
  b.server.hook = (kind) => (kind === 'write' ? { status: 409 } : undefined);
  await assert.rejects(send(b, 'mine'), { name: 'RealityError', kind: 'http', status: 409, key: 'room:a' });
});
