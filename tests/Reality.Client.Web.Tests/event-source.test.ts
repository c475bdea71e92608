import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RealityEventSource } from '../../src/Reality.Client.Web/adapters/event-source';
import { bench, pause, until } from './harness/bench';

const url = '/payload/chat:room:a';

test('opens, tells each new state as an event, and nothing twice', async () => {
  const { server, reality } = await bench();
  server.write('chat:room:a', ['one']);
  const source = new RealityEventSource(reality, 'chat:room:a', { url });
  assert.equal(source.readyState, RealityEventSource.CONNECTING);
  const told: string[] = [];
  source.onopen = () => told.push('open');
  source.onmessage = ({ data, lastEventId }) => told.push(`${lastEventId} ${data}`);
  const heard: string[] = [];
  source.addEventListener('message', (event) => heard.push((event as MessageEvent<string>).data));
  await until(() => told.length === 2);
  assert.deepEqual(told, ['open', '2 ["one"]']);
  assert.equal(source.readyState, source.OPEN);
  assert.equal(source.url, url);

  await reality.sync();
  await pause(20);
  assert.equal(told.length, 2, 'nothing has changed');

  server.write('chat:room:a', ['one', 'two']);
  await reality.sync();
  await until(() => told.length === 3);
  assert.equal(told[2], '3 ["one","two"]');
  assert.deepEqual(heard, ['["one"]', '["one","two"]']);

  source.close();
  assert.equal(source.readyState, source.CLOSED);
  server.write('chat:room:a', []);
  await reality.sync();
  await pause(30);
  assert.equal(told.length, 3, 'nothing is told after close');
});

test('named events are not those that onmessage hears', async () => {
  const { server, reality } = await bench();
  server.write('chat:room:a', 'x');
  const source = new RealityEventSource(reality, 'chat:room:a', { url, event: 'update' });
  let plain = 0;
  source.onmessage = () => plain++;
  const updates: string[] = [];
  source.addEventListener('update', (event) => updates.push((event as MessageEvent<string>).data));
  await until(() => updates.length === 1);
  assert.deepEqual(updates, ['"x"']);
  assert.equal(plain, 0);
  source.close();
});

test('an error that can pass makes it connecting once, and it opens again', async () => {
  const { server, reality } = await bench({ retry: { attempts: 10, baseDelay: 5, maxDelay: 5 } });
  server.write('chat:room:a', 'x');
  const source = new RealityEventSource(reality, 'chat:room:a', { url });
  const told: string[] = [];
  source.onopen = () => told.push('open');
  source.onmessage = ({ data }) => told.push(data);
  source.onerror = () => told.push(`error ${source.readyState}`);
  await until(() => told.length === 2);

  let failures = 3;
  server.hook = (kind) => (kind === 'sync' && failures-- > 0 ? { status: 503 } : undefined);
  server.write('chat:room:a', 'y');
  void reality.sync();
  await until(() => told.length === 5);
  assert.deepEqual(told, ['open', '"x"', 'error 0', 'open', '"y"']);
  source.close();
});

test('a refused key closes it for good', async () => {
  const { server, reality } = await bench();
  server.refused.add('chat:room:a');
  const source = new RealityEventSource(reality, 'chat:room:a', { url });
  const states: number[] = [];
  source.onerror = () => states.push(source.readyState);
  await until(() => states.length === 1);
  assert.deepEqual(states, [2]);
  server.refused.clear();
  server.write('chat:room:a', 'x');
  await reality.sync();
  await pause(20);
  assert.equal(states.length, 1);
  assert.equal(source.readyState, source.CLOSED);
});

test('what is shown before the server confirms it is no event', async () => {
  const { server, reality } = await bench();
  server.write('chat:room:a', ['one']);
  const source = new RealityEventSource(reality, 'chat:room:a', { url });
  const told: string[] = [];
  source.onmessage = ({ data }) => told.push(data);
  await until(() => told.length === 1);
  await reality.mutate({
    keys: 'chat:room:a',
    apply: (lines: string[], _, phase) => [...lines, phase],
    request: ({ fetch }) => fetch('/payload/chat:room:a', { method: 'POST', body: '"two"' }),
  });
  await until(() => told.length === 2);
  assert.deepEqual(told, ['["one"]', '["one","two"]']);
  source.close();
});
