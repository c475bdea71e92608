import assert from 'node:assert/strict';
import { test } from 'node:test';
import { log } from '../../src/Reality.Client.Web/dist/client/devtools.js';
import { bench, until, watch } from './harness/bench';

test('each step is a line that says why, from which version to which, and whether the hash differed', async () => {
  const { server, client } = await bench();
  const lines: string[] = [];
  let ask: (reason: string) => void = () => {};
  server.write('room:a', 'one', 'h.s1');
  const reality = client({ use: [log((line) => lines.push(line))], triggers: [(it) => (ask = it, () => {})] });
  const told = watch(reality, 'room:a');
  await until(() => told.last.status === 'fresh');
  server.write('room:a', 'two');
  ask('focus');
  await until(() => told.last.data === 'two');
  server.write('room:a', 'two', server.node('room:a').hash);
  ask('visible');
  await until(() => told.last.version === 4);
  assert.deepEqual(lines, [
    'sync mount, room:a v0',
    'room:a fetched because mount, v0→v2',
    'room:a shown, in hand, v2',
    'sync focus, room:a v2',
    'room:a refetched because focus, v2→v3, hash differs',
    'room:a shown, in hand, v2→v3',
    'sync visible, room:a v3',
    'room:a not fetched though visible, v3→v4, hash as in hand',
    'room:a shown, in hand, v3→v4',
  ]);
});
