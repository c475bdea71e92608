import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { after } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ScriptedServer } from './server';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
const path = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);

/** Why tests in a browser are skipped; `false` where there is one. */
export const missing = path ? false : `No Chromium: none of ${names.join(', ')} is on the PATH.`;

// It loads parts of itself by path, so it cannot be bundled.
const { chromium } = createRequire(new URL('../../../src/Reality.Client.Web/package.json', import.meta.url))('playwright-core') as typeof import('playwright-core');

let browser: Browser | undefined;
after(() => browser?.close());

/** One browser profile, in which any number of tabs may be opened. */
export async function profile(): Promise<BrowserContext> {
  browser ??= await chromium.launch({ executablePath: path!, args: ['--no-sandbox'] });
  return browser.newContext();
}

/** Opens one of the pages of `pages/`, served by the server itself. What the page logs as an error fails the test at its end. */
export async function open(server: ScriptedServer, name: string): Promise<{ page: Page; faults: string[] }> {
  browser ??= await chromium.launch({ executablePath: path!, args: ['--no-sandbox'] });
  server.files.set('/page', { type: 'text/html', body: '<!doctype html><title>Test</title><div id="root"></div><script type="module" src="/page.js"></script>' });
  server.files.set('/page.js', { type: 'text/javascript', body: readFileSync(new URL(`pages/${name}.js`, import.meta.url), 'utf8') });
  server.files.set('/favicon.ico', { type: 'image/x-icon', body: '' });
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.goto(`${server.url}/page`);
  return { page, faults };
}
