import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseSyncRequest, SyncRequestError, SyncRequestSchema } from '../../src/Reality.Client.Web/server/request';

interface Row {
  readonly name: string;
  readonly body: string;
  readonly pointer: string;
}

const { refused, accepted } = JSON.parse(readFileSync(new URL('../../protocol/sync-bodies.json', import.meta.url), 'utf8')) as { refused: Row[]; accepted: Row[] };

test('refuses what the protocol refuses, and names the member at fault', () => {
  assert.ok(refused.length > 50);
  for (const { name, body, pointer } of refused) {
    const result = SyncRequestSchema.safeParse(body);
    assert.ok(!result.success, name);
    const { problem } = result.error;
    assert.equal(problem.status, 400, name);
    assert.equal(problem.errors[0].pointer, pointer, name);
    assert.equal(problem.errors[0].detail, problem.detail, name);
    assert.ok(problem.detail.length > 10, name);
  }
});

test('accepts the odd bodies that the protocol accepts', () => {
  assert.ok(accepted.length > 10);
  for (const { name, body } of accepted) {
    assert.doesNotThrow(() => parseSyncRequest(body), name);
    assert.doesNotThrow(() => parseSyncRequest(new TextEncoder().encode(body)), name);
  }
});

test('gives what was asked', () => {
  const request = parseSyncRequest('{"known":{"chat:room:a":5,"__proto__":0},"seen":7,"epoch":"e","wait":25000,"more":[{}],"clientId":"c"}');
  assert.deepEqual([...request.known], [['chat:room:a', 5], ['__proto__', 0]]);
  assert.deepEqual([request.seen, request.epoch, request.wait], [7, 'e', 25000]);
  const bare = parseSyncRequest('{"known":{},"seen":null}');
  assert.deepEqual([bare.seen, bare.epoch, bare.wait], [undefined, undefined, undefined]);
});

test('keeps limits, also those of the endpoint', () => {
  const body = (count: number) => JSON.stringify({ known: Object.fromEntries(Array.from({ length: count }, (_, i) => [`chat:room:${i}`, 1])) });
  assert.equal(parseSyncRequest(body(1000)).known.size, 1000);
  assert.throws(() => parseSyncRequest(body(1001)), /more than 1000 keys/);
  assert.throws(() => parseSyncRequest(body(3), { maxKeys: 2 }), /more than 2 keys/);
  assert.throws(() => parseSyncRequest('{"known":{"abcd":1}}', { maxKeyBytes: 3 }), /has 4 bytes; at most 3/);
});

test('refuses bytes that are not UTF-8', () => {
  assert.throws(() => parseSyncRequest(Uint8Array.of(0x7b, 0xc3, 0x28)), (error) => error instanceof SyncRequestError && /UTF-8/.test(error.message));
});
