import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { bench, pause, until } from './harness/bench';
import { missing, profile } from './harness/chromium';
import type { ScriptedServer } from './harness/server';

const dist = new URL('../../../src/Reality.Client.Web/dist/', import.meta.url);

/** A page over the modules as they are served; questions that may wait are kept back until something they ask for changes. */
function serve(t: TestContext, server: ScriptedServer, script: string): { held: () => number } {
  for (const name of ['client.js', 'client/live.js', 'client/persist.js']) {
    server.files.set(`/reality/${name}`, { type: 'text/javascript', body: readFileSync(new URL(name, dist), 'utf8') });
  }
  server.files.set('/favicon.ico', { type: 'image/x-icon', body: '' });
  const page = { type: 'text/html', body: `<!doctype html><title>Test</title><script type="module">${script}</script>` };
  for (const path of ['/ada', '/bob']) server.files.set(path, page);
  let begun = 0;
  let isOver = false;
  t.after(() => (isOver = true));
  server.hook = async (kind) => {
    if (kind !== 'sync' || !server.lastSync.body.includes('"wait"')) return undefined;
    const { known } = server.lastSync;
    begun++;
    while (!isOver && [...known].every(([key, version]) => server.node(key).version === version)) await pause(5);
    begun--;
    return undefined;
  };
  // One that a tab has given up goes on here until the next change: it is not counted.
  return { held: () => begun - server.aborted.filter((what) => what === 'sync').length };
}

test('five tabs of a browser leave one question with the server; the tab that asks is closed, and another goes on', { skip: missing }, async (t) => {
  const { server } = await bench();
  server.write('room:a', 'one');
  const { held } = serve(t, server, `
    import { Reality } from '/reality/client.js';
    import { live } from '/reality/client/live.js';
    globalThis.reality = new Reality({ use: [live()] });
    reality.subscribe('room:a', { url: '/data/room%3Aa', onData: (data) => { document.title = data; } });`);
  const context = await profile();
  t.after(() => context.close());
  const tabs = await Promise.all(Array.from({ length: 5 }, async () => {
    const page = await context.newPage();
    await page.goto(`${server.url}/ada`);
    return page;
  }));
  const titles = (text: string) => Promise.all(tabs.map((page) => page.waitForFunction((text) => document.title === text, text)));
  await titles('one');
  await until(() => held() === 1);
  await pause(200);
  assert.equal(held(), 1);
  server.write('room:a', 'two');
  await titles('two');
  await until(() => held() === 1);

  // The first tab got the lock.
  await tabs.shift()!.close();
  await until(() => held() === 1);
  await pause(100);
  server.write('room:a', 'three');
  await titles('three');
});

test('IndexedDB: what was shown is shown again without the server, and forgotten at sign-out', { skip: missing }, async (t) => {
  const { server } = await bench();
  server.write('room:a', ['one']);
  serve(t, server, `
    import { Reality } from '/reality/client.js';
    import { persist } from '/reality/client/persist.js';
    globalThis.storage = persist({ scope: location.pathname });
    globalThis.reality = new Reality({ use: [storage] });
    reality.subscribe('room:a', { url: '/data/room%3Aa', onState: ({ data, status }) => { document.title = \`\${data} \${status}\`; } });`);
  const context = await profile();
  t.after(() => context.close());
  const page = await context.newPage();
  const visit = async (user: string, title: string) => {
    await page.goto(`${server.url}/${user}`);
    await page.waitForFunction((title) => document.title === title, title);
  };
  await visit('ada', 'one fresh');
  await visit('ada', 'one fresh');
  assert.equal(server.fetches('room:a'), 1, 'the second visit asks only whether it has changed');
  assert.deepEqual([...server.lastSync.known], [['room:a', 2]]);

  const answering = server.hook;
  server.hook = (kind) => (kind === 'sync' ? { status: 503 } : undefined);
  await visit('ada', 'one error');
  await visit('bob', 'undefined error');
  server.hook = answering;
  await visit('ada', 'one fresh');
  const other = await context.newPage();
  await other.goto(`${server.url}/ada`);
  await other.waitForFunction(() => document.title === 'one fresh');
  await page.evaluate('storage.clear()');
  await other.waitForFunction(() => document.title === 'undefined refused');
  server.hook = (kind) => (kind === 'sync' ? { status: 503 } : undefined);
  await visit('ada', 'undefined error');
});
