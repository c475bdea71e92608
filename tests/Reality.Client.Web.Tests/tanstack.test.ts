import assert from 'node:assert/strict';
import { test } from 'node:test';
import { QueryClient, QueryObserver } from '@tanstack/query-core';
import { connected, connectQueries } from '../../src/Reality.Client.Web/adapters/tanstack';
import { bench, gate, pause, until } from './harness/bench';

async function connect() {
  const { server, reality } = await bench();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false, ...connected } } });
  const get = async (key: string) => (await fetch(`${server.url}/payload/${key}`)).json() as Promise<unknown>;
  const observe = (key: string) => {
    const shown: unknown[] = [];
    const observer = new QueryObserver(queries, { queryKey: ['view', key], queryFn: () => get(key), meta: { reality: key } });
    const stop = observer.subscribe(({ data }) => {
      if (data !== undefined && data !== shown.at(-1)) shown.push(data);
    });
    return { shown, stop };
  };
  return { server, reality, queries, observe, stop: connectQueries(reality, queries) };
}

test('a query is fetched again when its key has changed, and not otherwise', async () => {
  const { server, reality, observe, stop } = await connect();
  server.write('chat:room:a', ['one']);
  server.write('chat:room:b', ['two']);
  const a = observe('chat:room:a');
  const b = observe('chat:room:b');
  await until(() => a.shown.length > 0 && b.shown.length > 0 && reality.get('chat:room:a').version === 2 && reality.get('chat:room:b').version === 2);
  const fetches = server.fetches('chat:room:b');

  server.write('chat:room:a', ['one', 'more']);
  await reality.sync();
  await until(() => a.shown.length === 2);
  assert.deepEqual(a.shown, [['one'], ['one', 'more']]);
  assert.equal(server.fetches('chat:room:b'), fetches);
  await reality.sync();
  await pause(20);
  assert.equal(server.fetches('chat:room:b'), fetches, 'nothing has changed');
  stop();
  a.stop();
  b.stop();
});

test('a fetch that began before the version was known is not recorded at that version', async () => {
  const { server, reality, observe, stop } = await connect();
  server.write('chat:room:a', 'old');
  const { opened, open } = gate();
  // Answered from before the write, and late.
  server.delay = async (kind, _, nth) => (kind === 'payload' && nth === 1 ? opened : undefined);
  server.hook = async (kind, _, nth) => {
    if (kind === 'sync' && nth === 1) {
      await until(() => server.fetched.length === 1);
      server.write('chat:room:a', 'new');
    }
    return undefined;
  };
  const a = observe('chat:room:a');
  await until(() => reality.get('chat:room:a').version === 3);
  open();
  await until(() => a.shown.at(-1) === 'new');
  await pause(20);
  assert.equal(a.shown.at(-1), 'new');
  stop();
  a.stop();
});

test('what nobody looks at is not asked for', async () => {
  const { server, reality, observe, stop } = await connect();
  server.write('chat:room:a', 'x');
  const a = observe('chat:room:a');
  await until(() => reality.get('chat:room:a').version === 2);
  a.stop();
  const syncs = server.syncs.length;
  await reality.sync();
  assert.equal(server.syncs.length, syncs);

  const again = observe('chat:room:a');
  await until(() => server.syncs.length > syncs);
  stop();
  again.stop();
});
