import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, until, watch } from './harness/bench';

test('headers and credentials go with every request; a function is asked each time', async () => {
  let token = 0;
  const sent: [string, string | null, RequestCredentials | undefined][] = [];
  const { reality } = await bench({
    headers: () => ({ Authorization: `token ${++token}` }),
    credentials: 'include',
    fetch: (input, init) => {
      sent.push([new URL(String(input)).pathname, new Headers(init?.headers).get('Authorization'), init?.credentials]);
      return fetch(input, init);
    },
  });
  const told = watch(reality, 'a:1', { url: '/data/a%3A1' });
  await until(() => told.last.status === 'fresh');
  await reality.mutate({ request: ({ fetch }) => fetch('/write/a%3A1', { method: 'POST', body: '1', headers: { 'X-Mine': '1' } }) });
  assert.deepEqual(sent.slice(0, 3), [
    ['/reality/sync', 'token 1', 'include'],
    ['/data/a%3A1', 'token 2', 'include'],
    ['/write/a%3A1', 'token 3', 'include'],
  ]);
});

test('a fetcher gets the key, a signal and the ETag in hand, and may answer 304', async () => {
  const { server, reality } = await bench();
  const calls: [string, string | undefined][] = [];
  server.write('a:1', null, 'x1.s1');
  const told = watch(reality, 'a:1', {
    fetcher: (key, { etag, signal }) => {
      assert.ok(signal instanceof AbortSignal);
      calls.push([key, etag]);
      return etag ? new Response(null, { status: 304, headers: { 'Reality-Version': '3' } }) : new Response('["data"]', { headers: { ETag: '"x"', 'Reality-Version': '2' } });
    },
  });
  await until(() => told.last.status === 'fresh');
  server.write('a:1', null, 'x2.s1');
  await reality.sync();
  assert.deepEqual(calls, [['a:1', undefined], ['a:1', '"x"']]);
  assert.deepEqual([told.last.data, told.last.version, told.data.length], [['data'], 3, 1]);
});

test('a custom sync address is used', async () => {
  const { server, client } = await bench();
  const reality = client({ syncUrl: '/reality/elsewhere' });
  const told = watch(reality, 'a:1', { fetcher: () => 1 });
  await until(() => told.last.status === 'fresh');
  assert.equal(server.syncs.length, 1);
});
