import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const engine = fileURLToPath(new URL('../../../src/Reality.Client.Web/', import.meta.url));

test('the packed package installs, every entry loads, and its types hold as Node resolves them', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'reality-pack-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const run = (file: string, ...args: string[]) => execFileSync(file, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const { exports } = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8')) as { exports: Record<string, unknown> };
    const entries = Object.keys(exports).filter((entry) => entry !== './package.json').map((entry) => `@reality/client${entry.slice(1)}`);
    assert.ok(entries.length > 5);

    run('npm', 'pack', engine, '--pack-destination', folder, '--loglevel=error');
    const packed = readdirSync(folder).find((name) => name.endsWith('.tgz'))!;
    const files = run('tar', '-tzf', packed).split('\n');
    assert.ok(files.includes('package/README.md'));
    assert.deepEqual(files.filter((file) => file && !/^package\/(dist\/.*\.(js|d\.ts)|package\.json|README\.md)$/.test(file)), []);

    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
    run('npm', 'install', `./${packed}`, '--offline', '--legacy-peer-deps', '--no-audit', '--no-fund', '--loglevel=error');
    // What an application brings along itself.
    mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
    for (const name of ['react', '@tanstack', '@types/react', 'csstype']) symlinkSync(join(engine, 'node_modules', name), join(folder, 'node_modules', name));

    writeFileSync(join(folder, 'load.js'), `${entries.map((entry, i) => `import * as entry${i} from '${entry}';`).join('\n')}
      for (const [name, entry] of Object.entries({ ${entries.map((entry, i) => `'${entry}': entry${i}`).join()} })) console.log(name, Object.keys(entry).length);`);
    const loaded = run('node', 'load.js').trim().split('\n').map((line) => line.split(' '));
    assert.deepEqual(loaded.map(([name]) => name), entries);
    assert.ok(loaded.every(([, count]) => Number(count) > 0), String(loaded));

    writeFileSync(join(folder, 'use.ts'), `${entries.map((entry, i) => `import * as entry${i} from '${entry}';`).join('\n')}
      import { Reality, type RealityKey } from '@reality/client';
      import { live } from '@reality/client/live';
      import { persist } from '@reality/client/persist';
      void [${entries.map((_, i) => `entry${i}`).join()}];
      const room: RealityKey<readonly string[]> = { text: 'chat:room:a', url: '/rooms/a' };
      const reality = new Reality({ use: [live(), persist({ scope: 'ada' })] });
      reality.subscribe(room, { onData: (lines) => lines?.map((line) => line.toUpperCase()) });
      // @ts-expect-error: the payload's type is the key's.
      reality.subscribe(room, { onData: (lines: number) => lines });`);
    const common = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable'];
    const tsc = join(engine, 'node_modules/typescript/bin/tsc');
    run('node', tsc, ...common, '--module', 'nodenext', '--moduleResolution', 'nodenext', 'use.ts');
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${String(error)}\n${stdout}${stderr}`);
  }
});
