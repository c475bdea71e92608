// Writes dist/: one ES module for each entry, and their types. With --check it writes nothing and fails if they are out of date or too large.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { minify } from 'terser';
import ts from 'typescript';

const at = (path) => new URL(path, import.meta.url).pathname;

/** Entry → source. `client` is the engine, `client/core` what reads of it; the server serves each as /reality/<entry>.js, and package.json exports them. */
const entries = {
  client: 'engine/client.ts',
  'client/core': 'engine/read.ts',
  'client/live': 'engine/live/live.ts',
  'client/persist': 'engine/persist/persist.ts',
  'client/failover': 'engine/failover/failover.ts',
  'client/devtools': 'engine/devtools/devtools.ts',
  'client/react': 'adapters/react.ts',
  'client/tanstack': 'adapters/tanstack.ts',
  'client/react-native': 'adapters/react-native.ts',
  'client/polling': 'adapters/polling.ts',
  'client/event-source': 'adapters/event-source.ts',
  'client/server': 'server/request.ts',
};

/** Bytes, gzipped: the core engine (subscriptions, syncs, payloads, triggers, retries), and with it mutations and keys. */
const budgets = { 'client/core.js': 6_000, 'client.js': 7_300 };

/** Names that stay inside the engine and its parts; the build shortens them, in all entries alike. None may be a name of the protocol or of the platform. */
const internal = [
  'subscribers', 'truth', 'candidate', 'job', 'together', 'spoken', 'confirmed', 'behind', 'attempt', 'notBefore', 'eviction', 'shown', 'base', 'signature',
  'latest', 'due', 'needs', 'mutation', 'phase', 'since', 'controller', 'asked', 'callbacks', 'told', 'mutations', 'doubt', 'disposed', 'waiting', 'listeners',
  'recall', 'held', 'note', 'refresh', 'publish', 'wake', 'after', 'settings', 'stack', 'view', 'answered', 'restart', 'prune', 'drop', 'forget', 'unchanged', 'refuse',
  'settle', 'gate', 'payloads', 'loop', 'core', 'busy', 'target', 'accept',
];

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const short = Object.fromEntries(internal.map((name, i) => [name, letters[i] ?? `_${i}`]));

/** What is not the engine's takes it from beside it, instead of holding a second one. */
const besideEngine = {
  name: 'beside the engine',
  setup: (build) => build.onResolve({ filter: /\/engine\/client$/ }, () => ({ path: '../client.js', external: true })),
};

async function scripts() {
  const { outputFiles } = await build({
    absWorkingDir: at('.'),
    entryPoints: entries,
    outdir: 'dist',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    packages: 'external',
    mangleProps: new RegExp(`^(${internal.join('|')})$`),
    mangleCache: short,
    plugins: [besideEngine],
  });
  // Shorter than esbuild's own: 4 % of what is sent.
  const small = (text) => minify(text, { module: true, ecma: 2022, mangle: { toplevel: true }, compress: { passes: 3 } });
  return Promise.all(outputFiles.map(async ({ path, text }) => [path.slice(at('dist/').length), `${(await small(text)).code}\n`]));
}

/** Types: a tree that mirrors the sources, and beside each module a file that leads there. */
function declarations() {
  const { options } = ts.getParsedCommandLineOfConfigFile(at('tsconfig.json'), { emitDeclarationOnly: true, rootDir: at('.'), outDir: at('dist/types') }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} });
  const written = [];
  const host = ts.createCompilerHost(options);
  // Node's own resolution wants the endings.
  host.writeFile = (path, text) => written.push([path.slice(at('dist/').length), text.replace(/(from |import\()'(\.[^']*)'/g, "$1'$2.js'")]);
  ts.createProgram(Object.values(entries).map(at), options, host).emit();
  for (const [entry, source] of Object.entries(entries)) {
    const up = entry.includes('/') ? '../' : './';
    written.push([`${entry}.d.ts`, `export * from '${up}types/${source.replace(/\.tsx?$/, '.js')}';\n`]);
  }
  return written;
}

const files = new Map([...(await scripts()), ...declarations()]);
for (const [path, text] of files) {
  if (!path.endsWith('.js')) continue;
  const size = gzipSync(text, { level: 9 }).length;
  const budget = budgets[path] ?? Infinity;
  console.log(`${path}: ${Buffer.byteLength(text)} bytes, ${size}${budget < Infinity ? ` of ${budget}` : ''} gzipped`);
  if (size > budget) {
    console.error(`${path} is over its size.`);
    process.exitCode = 1;
  }
}

const check = process.argv.includes('--check');
const present = (await readdir(at('dist'), { recursive: true, withFileTypes: true })).filter((file) => file.isFile()).map((file) => `${file.parentPath ?? file.path}/${file.name}`.slice(at('dist/').length));
if (!check) await rm(at('dist'), { recursive: true, force: true });
for (const path of check ? present : []) if (!files.has(path)) stale(path);
for (const [path, text] of files) {
  if (check) {
    if ((await readFile(at(`dist/${path}`), 'utf8').catch(() => '')) !== text) stale(path);
  } else {
    await mkdir(dirname(at(`dist/${path}`)), { recursive: true });
    await writeFile(at(`dist/${path}`), text);
  }
}

function stale(path) {
  console.error(`dist/${path} is out of date: run "npm run build" in src/Reality.Client.Web and commit it.`);
  process.exitCode = 1;
}
