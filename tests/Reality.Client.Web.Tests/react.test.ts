import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { RealityProvider, useReality } from '../../src/Reality.Client.Web/adapters/react';
import { bench, until } from './harness/bench';
import { missing, open } from './harness/chromium';

test('in StrictMode each key is asked once, shown by all, and let go of', { skip: missing }, async () => {
  const { server } = await bench();
  server.write('chat:room:a', ['one']);
  const { page, faults } = await open(server, 'react');
  await page.locator('#view0 li').waitFor();
  await page.locator('#view1[data-status=fresh]').waitFor();
  assert.equal(server.syncs.length, 1);
  assert.equal(server.fetches('chat:room:a'), 1);
  assert.equal(await page.locator('#view1 li').textContent(), 'one');

  // Nothing has changed: nobody renders.
  const renders = await page.evaluate('renders()');
  await page.evaluate('reality.sync()');
  assert.equal(server.syncs.length, 2);
  assert.equal(await page.evaluate('renders()'), renders);

  await page.getByText('Hide').click();
  await page.locator('#view0').waitFor({ state: 'detached' });
  await page.evaluate('reality.sync()');
  assert.equal(server.syncs.length, 2, 'nobody holds the key any more');

  // Held back at once, asked again.
  server.write('chat:room:a', ['other']);
  await page.getByText('Show').click();
  await page.locator('#view0 li', { hasText: 'other' }).waitFor();
  assert.equal(server.syncs.length, 3);
  assert.deepEqual(faults, []);
});

test('a mutation is shown at once, and taken back alone when it fails', { skip: missing }, async () => {
  const { server } = await bench();
  server.write('chat:room:a', ['one']);
  let answer = (_: number): void => {};
  server.hook = (kind) => (kind === 'write' ? new Promise((done) => (answer = (status) => done(status === 201 ? undefined : { status }))) : undefined);
  const { page } = await open(server, 'react');
  await page.locator('#view0 li').waitFor();

  await page.getByText('Send').click();
  await page.locator('#view0 li', { hasText: 'two' }).waitFor();
  assert.equal(await page.locator('output').textContent(), 'pending');
  answer(409);
  await page.locator('output', { hasText: 'error' }).waitFor();
  assert.deepEqual(await page.locator('#view0 li').allTextContents(), ['one']);

  await page.getByText('Send').click();
  await page.locator('#view0 li', { hasText: 'two' }).waitFor();
  answer(201);
  await page.locator('output', { hasText: 'success' }).waitFor();
  await until(() => server.fetches('chat:room:a') >= 2);
  assert.deepEqual(await page.locator('#view0 li').allTextContents(), ['one', 'two']);
});

test('on a server it renders the loading state and asks nothing', async () => {
  const { server, reality } = await bench();
  const View = () => createElement('p', null, useReality('chat:room:a', { url: '/data/x' }).isLoading ? 'Loading' : 'no');
  assert.equal(renderToString(createElement(RealityProvider, { client: reality }, createElement(View))), '<p>Loading</p>');
  await new Promise((done) => setTimeout(done, 30));
  assert.equal(server.syncs.length, 0);
  assert.throws(() => renderToString(createElement(View)), /no <RealityProvider>/);
});
