import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RealityReader } from '../../src/Reality.Client.Web/dist/client/core.js';
import { bench, until } from './harness/bench';

test('the core alone reads: it subscribes, syncs, retries and drops what is refused', async () => {
  const { server } = await bench();
  server.write('a:1', 'one');
  server.hook = (kind, _, nth) => (kind === 'payload' && nth === 1 ? { status: 503 } : undefined);
  const reader = new RealityReader({ baseUrl: server.url, retry: { baseDelay: 5, maxDelay: 5 } });
  const shown: unknown[] = [];
  reader.subscribe('a:1', { url: '/data/a%3A1', onData: (data) => shown.push(data) });
  await until(() => reader.get('a:1').status === 'fresh');
  server.write('a:1', 'two');
  assert.equal((await reader.sync()).ok, true);
  server.refused.add('a:1');
  await reader.sync();
  assert.deepEqual([shown, reader.get('a:1').status], [['one', 'two', undefined], 'refused']);
  reader.dispose();
});
