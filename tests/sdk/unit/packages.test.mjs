// The packages as their users meet them. Needs ./build.sh to have built dist/.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readTargets } from '../../../targets/tools/targets.mjs';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const dist = (target, ...path) => join(root, 'dist', target, ...path);
const targets = [...(await readTargets()).keys()];

/** Bytes: what a bundle may weigh minified. */
const limit = 58_000;

for (const target of targets) {
  test(`${target} stays small`, async () => {
    const { size } = await stat(dist(target, 'echatim-sdk.js'));
    assert.ok(size < limit, `${size} bytes`);
  });
}

/** What the README of wx promises. */
const lowestBaseLibrary = '1.7.0';

test('wx asks nothing of the base library that the lowest one does not have', async () => {
  const typings = await readFile(join(root, 'node_modules/miniprogram-api-typings/types/wx/lib.wx.api.d.ts'), 'utf8');
  const bundle = await readFile(dist('wx', 'echatim-sdk.js'), 'utf8');
  assert.match(await readFile(dist('wx', 'README.md'), 'utf8'), new RegExp(`base library ${lowestBaseLibrary}`));
  const used = [...new Set([...bundle.matchAll(/\bwx\.(\w+)/g)].map(([, name]) => name))];
  assert.ok(used.includes('connectSocket'));
  const later = used.filter((name) => isLaterThan(sinceOf(typings, name), lowestBaseLibrary));
  // The SDK asks for it before it calls it; the host of the contract suite has none.
  assert.deepEqual(later, ['offNetworkStatusChange']);
});

/** The base library that an API came with, as its comment says; '0' where it says nothing. */
function sinceOf(typings, name) {
  const place = typings.search(new RegExp(`^        ${name}[<(]`, 'm'));
  assert.ok(place >= 0, `wx.${name} is not declared`);
  const comment = typings.slice(typings.lastIndexOf('/**', place), place);
  return /需要基础库： `([\d.]+)`/.exec(comment)?.[1] ?? '0';
}

/** Whether a version is later than another. */
const isLaterThan = (version, other) => version.localeCompare(other, 'en', { numeric: true }) > 0;

test('what the WeChat tools take is the same code as the one file', async () => {
  const [file, npm] = await Promise.all(
    [dist('wx', 'echatim-sdk.js'), dist('wx', 'miniprogram_dist', 'index.js')].map((path) => readFile(path, 'utf8')),
  );
  assert.equal(npm, file.replace('//# sourceMappingURL=echatim-sdk.js.map\n', ''));
});

test('web can be imported, required and loaded as a script, and touches nothing while it loads', async () => {
  const imported = await import(dist('web', 'echatim-sdk.mjs'));
  const required = createRequire(import.meta.url)(dist('web', 'echatim-sdk.js'));
  const script = new Function(`${await readFile(dist('web', 'echatim-sdk.js'), 'utf8')}\nreturn EChatIM;`)();
  const names = Object.keys(imported).sort();
  assert.ok(names.includes('im') && names.includes('createClient'));
  assert.deepEqual(Object.keys(required).sort(), names);
  assert.deepEqual(Object.keys(script).sort(), names);
});

for (const target of targets) {
  test(`${target}: every file that package.json names is there`, async () => {
    const manifest = JSON.parse(await readFile(dist(target, 'package.json'), 'utf8'));
    const { main, module, types, exports: entries, unpkg, jsdelivr, miniprogram } = manifest;
    const named = [main, module, types, unpkg, jsdelivr, miniprogram, manifest['react-native'], ...leaves(entries)];
    for (const path of named.filter((path) => path !== undefined)) await stat(dist(target, path));
  });

  test(`${target}: the source map names files of the project and carries their text`, async () => {
    const map = JSON.parse(await readFile(dist(target, 'echatim-sdk.js.map'), 'utf8'));
    const own = map.sources.filter((source) => source.startsWith('../../sdk-src/'));
    assert.ok(own.includes('../../sdk-src/core/client.ts'));
    for (const source of own) {
      const original = await readFile(dist(target, source), 'utf8');
      const text = map.sourcesContent[map.sources.indexOf(source)];
      if (!source.includes('/platform/')) assert.equal(text, original, source);
      else assert.equal(text.split('\n').length, original.split('\n').length, source);
    }
  });
}

/** A program in TypeScript, and how its compiler finds modules. The declarations are checked too. */
const consumers = [
  ['web', 'consumer.mts', { module: 'NodeNext', lib: ['ES2017', 'DOM'] }, 'new File([], "a")'],
  ['web', 'consumer.cts', { module: 'NodeNext', lib: ['ES2017', 'DOM'] }, 'new Blob()'],
  ['web', 'consumer.ts', { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2017', 'DOM'] }, 'new Blob()'],
  ['wx', 'consumer.ts', { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2017'] }, '{ path: "wxfile://a" }'],
  [
    'rn',
    'consumer.ts',
    { module: 'ESNext', moduleResolution: 'Bundler', customConditions: ['react-native'], lib: ['ES2017'] },
    '{ uri: "file:///a", name: "a", type: "text/plain" }',
  ],
  ['native', 'consumer.ts', { module: 'ESNext', moduleResolution: 'Bundler', lib: ['ES2017'] }, '{ path: "/a" }'],
];

for (const [target, file, options, upload] of consumers) {
  test(`${target}: a program declares message types of its own in ${file} with ${options.moduleResolution ?? options.module}`, async () => {
    const program = `
      import { createClient, type Message } from 'echatim-sdk-${target}';
      declare module 'echatim-sdk-${target}' {
        interface Bodies { readonly CARD: { readonly title: string } }
      }
      const client = createClient({ host: 'h', key: 'k', loginAuid: 'a', loginToken: 't' });
      export const titleOf = (message: Message) => (message.type === 'CARD' ? message.body.title : '');
      void client.send({ user: 'bob' }, { type: 'CARD', body: { title: 'a' } });
      // @ts-expect-error a card has a title
      void client.send({ user: 'bob' }, { type: 'CARD', body: {} });
      // @ts-expect-error nobody has declared it
      void client.send({ user: 'bob' }, { type: 'CAR', body: {} });
      export const pages = async () => {
        for await (const page of client.history({ room: 'r' }, { limit: 20 })) if (page[0]?.type === 'TEXT') return page[0].body;
        return '';
      };
      client.unread.onChange(({ total }) => total.toFixed());
      client.once('message', ({ fromUser, messageId }) => client.markRead({ user: fromUser }, messageId));
    `;
    assert.equal(await compile(target, file, options, program), '');
  });

  test(`${target}: the types serve ${file} with ${options.moduleResolution ?? options.module}`, async () => {
    const program = `
      import { createClient, im, isConfigError, type Client, type Message } from 'echatim-sdk-${target}';
      const client: Client = createClient({ host: 'h', key: 'k', loginAuid: 'a', loginToken: 't' });
      export const off: () => void = client.on('message', (message: Message) => {
        if (message.type === 'TEXT') message.body.toUpperCase();
        else message.body.url.toUpperCase();
      });
      im.init({ host: 'h', key: 'k', loginAuid: 'a', loginToken: 't' }, (sdk, error) => isConfigError(error) && sdk?.close());
      export const name: Promise<string | undefined> = client.apis.userGet.call({ auid: 'a' }, { timeout: 5 }).then(({ data }) => data.nickname);
      void client.upload(${upload}, { onProgress: ({ sent, total }) => sent / total });
      // @ts-expect-error a target is an object
      void client.sendText('bob', 'hello');
      // @ts-expect-error the config has no such field
      createClient({ hots: 'h', key: 'k', loginAuid: 'a', loginToken: 't' });
      // @ts-expect-error the API needs an auid
      void client.apis.userGet.call({});
    `;
    assert.equal(await compile(target, file, options, program), '');
  });
}

/** @returns {Promise<string>} what the compiler says */
async function compile(target, file, options, program) {
  await mkdir(join(root, 'build'), { recursive: true });
  const project = await mkdtemp(join(root, 'build', 'consumer-'));
  try {
    await mkdir(join(project, 'node_modules'));
    await symlink(dist(target), join(project, 'node_modules', `echatim-sdk-${target}`));
    await writeFile(join(project, file), program);
    const compilerOptions = {
      target: 'ES2017',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      types: [],
      ...options,
    };
    await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ files: [file], compilerOptions }));
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', project]).catch((error) => error);
    return stdout;
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** The strings in a tree of conditions. */
function leaves(tree) {
  if (tree === undefined) return [];
  return typeof tree === 'string' ? [tree] : Object.values(tree).flatMap(leaves);
}
