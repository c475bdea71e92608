import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Reality } from '../../src/Reality.Client.Web/dist/client.js';
import { live, type Locks, type Page } from '../../src/Reality.Client.Web/dist/client/live.js';
import { Clock } from './scenarios/clock';
import { Model } from './scenarios/model';

/** Web Locks as the standard says: one holder at a time, the next in line when it lets go, or dies. */
class OneLock implements Locks {
  readonly #line: { start: () => void; signal: AbortSignal }[] = [];
  #held = false;
  kill = () => {};

  request(_: string, { signal }: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const start = () => {
        if (signal.aborted) return this.#next();
        this.#held = true;
        const dead = new Promise<void>((die) => (this.kill = die));
        void Promise.race([held(), dead]).then(resolve).finally(() => this.#next());
      };
      signal.addEventListener('abort', () => reject(signal.reason));
      if (this.#held) this.#line.push({ start, signal });
      else start();
    });
  }

  #next(): void {
    this.#held = false;
    this.#line.shift()?.start();
  }
}

interface Tab { reality: Reality; page: Page & EventTarget & { hidden: boolean } }

function browser(t: { after(run: () => void): void }, count: number, nodes: Record<string, unknown>) {
  const clock = new Clock();
  const server = new Model(clock, { name: '', guards: '', nodes, steps: [] });
  const locks = new OneLock();
  const scope = String(Math.random());
  const tabs = Array.from({ length: count }, (): Tab => {
    const page = Object.assign(new EventTarget(), { hidden: false }) as Tab['page'];
    const reality = new Reality({
      baseUrl: 'http://main.test/', triggers: [], retry: {}, random: () => 0.5, now: () => clock.now, timers: clock.timers,
      fetch: server.fetch, use: [live({ page, locks, scope })],
    });
    return { reality, page };
  });
  t.after(() => {
    for (const { reality } of tabs) reality.dispose();
  });
  const pass = async (milliseconds: number) => {
    // Messages between tabs are of the machine's time.
    for (let turn = 0; turn < 6; turn++) {
      await clock.advance(milliseconds / 6);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const show = ({ reality }: Tab, key: string) => reality.subscribe(key, { url: `http://main.test/data/${encodeURIComponent(key)}` });
  const heldNow = () => server.heldNow;
  return { clock, server, locks, tabs, pass, show, heldNow };
}

test('five tabs leave one question with the server; all of them show what it tells', async (t) => {
  const { server, tabs, pass, show, heldNow } = browser(t, 5, { 'room:a': 'a', 'room:b': 'b' });
  for (const [i, tab] of tabs.entries()) show(tab, i === 4 ? 'room:b' : 'room:a');
  await pass(600);
  assert.equal(heldNow(), 1);
  server.write({ 'room:a': 'news', 'room:b': 'more news' });
  await pass(600);
  assert.deepEqual(tabs.map(({ reality }, i) => reality.get(i === 4 ? 'room:b' : 'room:a').data), ['news', 'news', 'news', 'news', 'more news']);
  assert.equal(heldNow(), 1);
});

test('when the tab that asks dies, or is hidden, another goes on', async (t) => {
  const { server, tabs, locks, pass, show, heldNow } = browser(t, 3, { 'room:a': 'a' });
  for (const tab of tabs) show(tab, 'room:a');
  await pass(600);
  tabs[0]!.reality.dispose();
  locks.kill();
  await pass(600);
  assert.equal(heldNow(), 1);
  server.write({ 'room:a': 'after the death' });
  await pass(600);
  assert.deepEqual(tabs.slice(1).map(({ reality }) => reality.get('room:a').data), ['after the death', 'after the death']);

  tabs[1]!.page.hidden = true;
  tabs[1]!.page.dispatchEvent(new Event('visibilitychange'));
  await pass(600);
  assert.equal(heldNow(), 1);
  server.write({ 'room:a': 'after the hiding' });
  await pass(600);
  assert.equal(tabs[2]!.reality.get('room:a').data, 'after the hiding');
  assert.equal(tabs[1]!.reality.get('room:a').data, 'after the death', 'nobody looks at it');

  tabs[2]!.page.hidden = true;
  tabs[2]!.page.dispatchEvent(new Event('visibilitychange'));
  await pass(600);
  assert.equal(heldNow(), 0);
});

test('a tab that mounts a key later is part of the question; one that closes is not for ever', async (t) => {
  const { server, tabs, pass, show } = browser(t, 2, { 'room:a': 'a', 'room:b': 'b' });
  show(tabs[0]!, 'room:a');
  await pass(600);
  const leave = show(tabs[1]!, 'room:b');
  await pass(600);
  const asked = () => Object.keys(server.sent.filter((request) => request['wait']).at(-1)!['sync'] as object).sort();
  assert.deepEqual(asked(), ['room:a', 'room:b']);
  leave();
  await pass(60_000);
  assert.deepEqual(asked(), ['room:a']);
});
