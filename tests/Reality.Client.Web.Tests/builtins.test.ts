import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, until } from './harness/bench';

const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', '__proto__:x', 'length'];

test('regression 7: keys named like built-ins of the language work like any other', async () => {
  const { server, reality, watch } = await bench();
  for (const name of names) server.write(name, `first ${name}`);
  const told = names.map((name) => watch(name));
  await until(() => told.every((each) => each.last.status === 'fresh'));
  assert.equal(server.syncs.length, 1);
  assert.ok(server.lastSync.body.startsWith('{"known":{"__proto__":0,"constructor":0,'));
  for (const name of names) server.write(name, `second ${name}`);
  await reality.sync();
  assert.deepEqual(told.map((each) => each.last.data), names.map((name) => `second ${name}`));
  server.refused.add('__proto__');
  await reality.mutate({ keys: names, apply: (_, key) => `pending ${key}`, request: () => undefined });
  await until(() => told.every((each) => each.last.pending === 0));
  assert.equal(told[0]!.last.status, 'refused');
  assert.equal(({} as Record<string, unknown>)['version'], undefined);
});

test('a key with quotes, line ends and other scripts goes through the sync unharmed', async () => {
  const { server, watch } = await bench();
  const key = 'room:"quoted"\n\u2028\\ü🦊';
  server.write(key, 'data');
  const told = watch(key);
  await until(() => told.last.data === 'data');
});
