import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, pause, until, VirtualTime, watch } from './harness/bench';

test('regression 10: a 400 is never retried, and the same server is asked at the next trigger', async () => {
  const { server, reality, watch } = await bench();
  server.hook = (kind) => (kind === 'sync' ? { status: 400, body: '{"title":"Bad request","detail":"known.a:1 is negative"}' } : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'error');
  await pause(150);
  assert.equal(server.syncs.length, 1);
  assert.deepEqual([told.last.error?.status, told.last.error?.transient], [400, false]);
  assert.match(told.last.error!.message, /known\.a:1 is negative/);
  server.hook = () => {};
  await reality.sync();
  assert.equal(told.last.status, 'fresh');
});

test('a 400 for a payload is not retried either', async () => {
  const { server, watch } = await bench();
  server.hook = (kind) => (kind === 'payload' ? { status: 400 } : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'error');
  await pause(100);
  assert.equal(server.fetches('a:1'), 1);
});

test('regression 10: the configured retries are made, of syncs', async () => {
  const { server, events, watch } = await bench({ retry: { attempts: 3, baseDelay: 5 } });
  server.hook = (kind) => (kind === 'sync' ? { status: 500 } : undefined);
  const told = watch('a:1');
  await until(() => events.some((event) => event.reason === 'waits for the next trigger'));
  await pause(60);
  assert.equal(server.syncs.length, 4);
  assert.equal(told.errors.length, 1, 'told once, not for each retry');
});

test('regression 10: the configured retries are made, of payloads', async () => {
  const { server, events, watch } = await bench({ retry: { attempts: 3, baseDelay: 5 } });
  server.hook = (kind) => (kind === 'payload' ? { status: 502 } : undefined);
  const told = watch('a:1');
  await until(() => events.some((event) => event.reason === 'waits for the next trigger'));
  await pause(60);
  assert.equal(server.fetches('a:1'), 4);
  assert.equal(told.errors.length, 1);
  assert.equal(server.syncs.length, 1);
});

test('a connection that breaks is tried again', async () => {
  const { server, watch } = await bench();
  server.hook = (_, __, nth) => (nth === 1 ? 'drop' : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual(told.errors.map((error) => error.kind), ['network']);
});

test('an answer that is not what the protocol says is an error and is tried again', async () => {
  const { server, watch } = await bench();
  const bodies = ['<html>Sign in to this network</html>', '[]', '{"changed":{"a:1":{"version":1.5}}}', '{"changed":{"a:1":{"version":-1}}}', 'null'];
  server.hook = (kind, _, nth) => (kind === 'sync' && nth <= bodies.length ? { status: 200, body: bodies[nth - 1]! } : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  assert.deepEqual(told.errors.map((error) => error.kind), ['protocol']);
});

test('retries wait twice as long each time, up to a limit, with full jitter', async () => {
  const time = new VirtualTime();
  let random = 0.5;
  let asked = 0;
  const { reality } = await bench({
    timers: time.timers, now: () => time.now, random: () => random, syncTimeout: 999_999, retry: { attempts: 8, baseDelay: 500, maxDelay: 4_000 },
    fetch: () => {
      asked++;
      return Promise.resolve(new Response(null, { status: 500 }));
    },
  });
  watch(reality, 'a:1');
  const waits: number[] = [];
  for (let i = 0; i < 6; i++) {
    time.asked.length = 0;
    time.advance(0);
    await pause(5);
    const wait = time.asked.find((milliseconds) => milliseconds > 0 && milliseconds < 999_999)!;
    waits.push(wait);
    time.advance(wait - 1);
    await pause(2);
    assert.equal(asked, i + 1, 'not a moment sooner');
    time.advance(1);
  }
  assert.deepEqual(waits, [250, 500, 1000, 2000, 2000, 2000]);
  random = 0;
});

test('Retry-After is honoured, also by triggers, and does not stop other servers\' payloads', async () => {
  const time = new VirtualTime();
  const { server, reality } = await bench({ timers: time.timers, now: () => time.now, random: () => 0 });
  server.hook = (kind, _, nth) => (kind === 'sync' && nth === 1 ? { status: 429, headers: { 'Retry-After': '7' } } : undefined);
  const told = watch(reality, 'a:1', { fetcher: () => 'data' });
  time.advance(1);
  await until(() => told.last.status === 'error');
  assert.equal(told.last.error?.retryAfter, 7000);
  void reality.sync();
  time.advance(6990);
  await pause(30);
  assert.equal(server.syncs.length, 1);
  time.advance(20);
  await until(() => server.syncs.length === 2);
  await until(() => told.last.status === 'fresh');
});

test('Retry-After of a payload is honoured, as a date too', async () => {
  const time = new VirtualTime();
  time.now = Date.UTC(2026, 0, 1);
  const { server, reality } = await bench({ timers: time.timers, now: () => time.now, random: () => 0 });
  const headers = { 'Retry-After': 'Thu, 01 Jan 2026 00:00:10 GMT' };
  server.hook = (kind, _, nth) => (kind === 'payload' && nth === 1 ? { status: 503, headers } : undefined);
  const told = watch(reality, 'a:1', { url: '/data/a%3A1' });
  time.advance(1);
  await until(() => told.last.status === 'error');
  void reality.sync();
  time.advance(9_000);
  await until(() => server.syncs.length === 2);
  await pause(20);
  assert.equal(server.fetches('a:1'), 1);
  time.advance(1_100);
  await until(() => told.last.status === 'fresh');
});

test('a trigger does not wait for the retry of what failed', async () => {
  const { server, reality, watch } = await bench({ retry: { baseDelay: 60_000, maxDelay: 60_000 }, random: () => 0.9 });
  server.hook = (_, __, nth) => (nth === 1 ? { status: 503 } : undefined);
  const told = watch('a:1');
  await until(() => told.last.status === 'error');
  await reality.sync();
  assert.equal(server.syncs.length, 2);
  await reality.sync();
  assert.equal(told.last.status, 'fresh');
});

test('offline: one attempt, then it waits for the network instead of trying on', async () => {
  let online = false;
  const back: { ask: (reason: string) => void } = { ask: () => {} };
  const { server, reality } = await bench({
    isOnline: () => online,
    triggers: [(ask) => {
      back.ask = ask;
      return () => {};
    }],
    retry: { baseDelay: 1, maxDelay: 1 },
  });
  server.hook = () => (online ? undefined : 'drop');
  const told = watch(reality, 'a:1', { url: '/data/a%3A1' });
  await until(() => told.last.status === 'error');
  await pause(50);
  assert.equal(server.syncs.length, 1);
  online = true;
  back.ask('online');
  await until(() => told.last.status === 'fresh');
});

test('a fetcher that throws is an error of its key; one with a client\'s status is not retried', async () => {
  const { reality } = await bench();
  let calls = 0;
  const told = watch(reality, 'a:1', { fetcher: () => { if (++calls < 3) throw new Error('mine'); return 'data'; } });
  let other = 0;
  const stopped = watch(reality, 'a:2', { fetcher: () => { other++; throw Object.assign(new Error('gone'), { status: 410 }); } });
  await until(() => told.last.status === 'fresh');
  assert.deepEqual(told.errors.map((error) => [error.kind, error.message]), [['fetcher', 'mine']]);
  await pause(100);
  assert.deepEqual([other, stopped.last.status], [1, 'error']);
});

test('a fetcher that returns a failed Response is judged by its status', async () => {
  const { reality } = await bench();
  const told = watch(reality, 'a:1', { fetcher: () => new Response(null, { status: 404 }) });
  await until(() => told.last.status === 'refused');
});

test('a key whose subscribers do not say where its payload is tells so', async () => {
  const { reality } = await bench();
  reality.subscribe('a:1', {});
  await until(() => reality.get('a:1').status === 'error');
  assert.match(reality.get('a:1').error!.message, /"url" or a "fetcher"/);
});

test('401 for the sync is told to every asked key; what they hold stays', async () => {
  const { server, reality, watch } = await bench();
  const told = watch('a:1');
  await until(() => told.last.status === 'fresh');
  server.hook = (kind) => (kind === 'sync' ? { status: 401 } : undefined);
  const result = await reality.sync();
  assert.equal(result.errors.get('a:1')?.status, 401);
  assert.deepEqual([told.last.data, told.last.isStale], [null, true]);
  await pause(60);
  assert.equal(server.syncs.length, 2);
});

test('the engine\'s own onError hears of every key', async () => {
  const heard: string[] = [];
  const { server, watch } = await bench({ onError: (error, state) => heard.push(`${state.key} ${error.status}`) });
  server.hook = (kind) => (kind === 'sync' ? { status: 400 } : undefined);
  watch('a:1');
  watch('a:2');
  await until(() => heard.length === 2);
  assert.deepEqual(heard.sort(), ['a:1 400', 'a:2 400']);
});
