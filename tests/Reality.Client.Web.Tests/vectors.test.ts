import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { escapeSegment, key } from '../../src/Reality.Client.Web/dist/client.js';
import { bareTag, bumpedHeader, readAnswer, syncBody } from '../../src/Reality.Client.Web/engine/wire';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8')) as any;
const keys = read('keys');
const protocol = read('protocol');

/** The key helper used as a tag: the template's text between the placeholders, and the values in order. */
function form(template: string, values: Record<string, string>): string {
  const names = [...template.matchAll(/<([^>]+)>/g)].map((match) => match[1]!);
  const literals = template.split(/<[^>]+>/);
  return key(Object.assign(literals, { raw: literals }), ...names.map((name) => values[name]!));
}

test('vectors: values are escaped in their one form', () => {
  for (const { value, text } of keys.segments) {
    assert.equal(escapeSegment(value), text);
    assert.equal(key`chat:room:${value}`, `chat:room:${text}`);
  }
});

test('vectors: values without a form are refused', () => {
  for (const { codeUnits } of keys.refusedValues) {
    const value = String.fromCharCode(...codeUnits);
    assert.throws(() => escapeSegment(value), TypeError);
    assert.throws(() => key`chat:room:${value}:typing`, TypeError);
  }
});

test('vectors: keys from templates', () => {
  for (const { template, values, text } of keys.keys) assert.equal(form(template, values), text);
});

test('vectors: keys that are too long are refused', () => {
  for (const { template, values } of keys.tooLong) assert.throws(() => form(template, values), TypeError);
});

test('integers and booleans have their form; what is no text, integer or boolean is refused', () => {
  assert.equal(key`user:${-7}:flag:${true}`, 'user:-7:flag:true');
  assert.equal(key`user:${12345678901234567890n}`, 'user:12345678901234567890');
  for (const value of [1.5, NaN, Infinity, 2 ** 53, null, undefined, {}, new Date()]) assert.throws(() => key`user:${value as string}`, TypeError);
});

test('vectors: Reality-Bumped', () => {
  for (const { text, keys } of protocol.bumped.parse) {
    // A header holds bytes; beyond Latin-1 nothing can be in it.
    const expected = keys.map((each: { key: string; version: number }) => [each.key, each.version]);
    assert.deepEqual([...bumpedHeader(new Headers({ 'Reality-Bumped': text }))], expected, text);
  }
  for (const { keys, text } of protocol.bumped.format.slice(0, 2)) {
    assert.deepEqual([...bumpedHeader(new Headers({ 'Reality-Bumped': text }))], keys.map((each: any) => [each.key, each.version]));
  }
});

test('vectors: ETag', () => {
  for (const { header, hash } of protocol.etag.parse) assert.equal(bareTag(header) ?? null, hash, header);
});

test('vectors: sync requests', () => {
  for (const { json, known, seen, epoch } of protocol.sync.requests) {
    assert.equal(syncBody(new Map(Object.entries(known)), seen ?? undefined, epoch ?? undefined), json);
  }
});

test('vectors: sync answers', () => {
  for (const { json, changed, serverVersion, epoch, refused } of protocol.sync.answers) {
    const answer = readAnswer(JSON.parse(json));
    assert.deepEqual([...answer.changed], changed.map(({ key, version, hash }: any) => [key, { version, hash }]));
    assert.deepEqual([answer.serverVersion, answer.epoch, [...answer.refused]], [serverVersion, epoch, refused]);
  }
  for (const json of protocol.sync.answersRefused) assert.throws(() => readAnswer(JSON.parse(json)), json);
});
