// Writes dist/client.js (one readable ES module) and dist/client.d.ts. With --check it writes nothing and fails if they are out of date.
import { build, transform } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';

const at = (path) => new URL(path, import.meta.url).pathname;
const entry = at('engine/client.ts');
const budget = 7.5 * 1024;

async function script() {
  const result = await build({ absWorkingDir: at('.'), entryPoints: [entry], bundle: true, write: false, format: 'esm', target: 'es2022', charset: 'utf8' });
  return `// The Reality sync engine. Written from engine/*.ts by "npm run build"; change those, not this.\n${result.outputFiles[0].text}`;
}

// The public types stand in a few files; as one file they need no import.
function declarations() {
  const options = ts.getParsedCommandLineOfConfigFile(at('tsconfig.json'), { emitDeclarationOnly: true }, { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} }).options;
  const written = new Map();
  const host = ts.createCompilerHost(options);
  host.writeFile = (path, text) => written.set(path.replace(/^.*\//, ''), text);
  ts.createProgram([entry], options, host).emit();
  const parts = ['errors', 'types', 'triggers', 'key', 'reality'].map((name) => written.get(`${name}.d.ts`));
  return parts.join('\n').replace(/^import .*\n/gm, '').replace(/^export \{.*\n/gm, '').replace(/\n{2,}/g, '\n').trim() + '\n';
}

const files = { 'dist/client.js': await script(), 'dist/client.d.ts': declarations() };
const small = await transform(files['dist/client.js'], { minify: true, format: 'esm', target: 'es2022' });
const size = gzipSync(small.code, { level: 9 }).length;
console.log(`client.js: ${files['dist/client.js'].length} bytes as served, ${size} minified and gzipped (budget ${budget})`);
if (size > budget) {
  console.error('Over budget.');
  process.exitCode = 1;
}

for (const [path, text] of Object.entries(files)) {
  if (!process.argv.includes('--check')) {
    await writeFile(at(path), text);
  } else if ((await readFile(at(path), 'utf8').catch(() => '')) !== text) {
    console.error(`${path} is out of date: run "npm run build" in src/Reality.Client.Web and commit it.`);
    process.exitCode = 1;
  }
}
