// The packages as their users meet them. Needs ./build.sh to have built dist/.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { readTargets } from '../../../targets/tools/targets.mjs';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const dist = (target, ...path) => join(root, 'dist', target, ...path);
const described = await readTargets();
const targets = [...described.keys()];

/** Bytes: what a bundle may weigh minified, and where visitors load it, compressed. `./build.sh` prints what they weigh. */
const limit = 58_000;
const compressedLimits = { web: 18_500, wx: 18_500 };

for (const target of targets) {
  test(`${target} stays small`, async () => {
    const bundle = await readFile(dist(target, 'echatim-sdk.js'));
    assert.ok(bundle.length <= limit, `${bundle.length} bytes`);
    const compressed = gzipSync(bundle, { level: 9 }).length;
    assert.ok(compressed <= (compressedLimits[target] ?? Infinity), `${compressed} bytes compressed`);
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
  // The SDK asks for them before it calls them; the oldest host of the contract suite has none.
  assert.deepEqual(later, ['onAppShow', 'offAppShow', 'offNetworkStatusChange']);
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

/** What a platform uploads; where nothing is said, a file by its path. */
const uploads = { web: 'new File([], "a")', rn: '{ uri: "file:///a", name: "a", type: "text/plain" }' };

const programFor = (target) => `
  import { createClient, im, isConfigError, type Client, type Message } from 'echatim-sdk-${target}';
  declare module 'echatim-sdk-${target}' {
    interface Bodies { readonly CARD: { readonly title: string } }
  }
  const config = { host: 'h', key: 'k', loginAuid: 'a', loginToken: 't' };
  const client: Client = createClient(config);
  export const off: () => void = client.on('message', (message: Message) => {
    if (message.type === 'TEXT') message.body.toUpperCase();
    else if (message.type === 'CARD') message.body.title.toUpperCase();
    else message.body.url.toUpperCase();
  });
  im.init(config, (sdk, error) => isConfigError(error) && sdk?.close());
  export const name: Promise<string | undefined> = client.apis.userGet.call({ auid: 'a' }, { timeout: 5 }).then(({ data }) => data.nickname);
  void client.upload(${uploads[target] ?? '{ path: "/a" }'}, { onProgress: ({ sent, total }) => sent / total });
  void client.send({ user: 'bob' }, { type: 'CARD', body: { title: 'a' } });
  export const pages = async () => {
    for await (const page of client.history({ room: 'r' }, { limit: 20 })) if (page[0]?.type === 'TEXT') return page[0].body;
    return '';
  };
  client.unread.onChange(({ total }) => total.toFixed());
  client.once('message', ({ fromUser, messageId }) => client.markRead({ user: fromUser }, messageId));
  // @ts-expect-error a target is an object
  void client.sendText('bob', 'hello');
  // @ts-expect-error the config has no such field
  createClient({ ...config, hots: 'h' });
  // @ts-expect-error the API needs an auid
  void client.apis.userGet.call({});
  // @ts-expect-error a card has a title
  void client.send({ user: 'bob' }, { type: 'CARD', body: {} });
  // @ts-expect-error nobody has declared it
  void client.send({ user: 'bob' }, { type: 'CAR', body: {} });
`;

for (const target of targets) {
  test(`${target}: a program in TypeScript finds the types, and adds message types of its own`, async () => {
    const { compilerOptions } = JSON.parse(await readFile(join(root, 'targets', target, 'tsconfig.json'), 'utf8'));
    const lib = compilerOptions?.lib?.includes('DOM') ? ['ES2017', 'DOM'] : ['ES2017'];
    const kinds = [
      [['consumer.mts', 'consumer.cts'], { module: 'NodeNext' }],
      [['consumer.ts'], { module: 'ESNext', moduleResolution: 'Bundler', customConditions: ['react-native'] }],
    ];
    const said = kinds.map(([files, options]) => compile(target, files, { ...options, lib }, programFor(target)));
    assert.deepEqual(await Promise.all(said), ['', '']);
  });
}

test('Node finds the names of each package, and the same `im` from import and require', async () => {
  const program = `
    import { createRequire } from 'node:module';
    for (const name of process.argv.slice(2)) {
      const { createClient, im } = await import(name);
      const required = createRequire(import.meta.url)(name);
      console.log(name, typeof createClient, im === required.im, createClient === required.createClient);
    }
  `;
  await inProject(targets, { 'program.mjs': program }, async (project) => {
    const names = targets.map((target) => `echatim-sdk-${target}`);
    // What the platform's programs have, and Node does not.
    for (const external of targets.flatMap((target) => described.get(target).external ?? [])) {
      await mkdir(join(project, 'node_modules', external));
      await writeFile(join(project, 'node_modules', external, 'index.js'), '');
    }
    const args = ['--preserve-symlinks', join(project, 'program.mjs'), ...names];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    assert.deepEqual(
      stdout.trim().split('\n'),
      names.map((name) => `${name} function true true`),
    );
  });
});

/** Runs `body` in a project that has the packages of targets. */
async function inProject(names, files, body) {
  await mkdir(join(root, 'build'), { recursive: true });
  const project = await mkdtemp(join(root, 'build', 'consumer-'));
  try {
    await mkdir(join(project, 'node_modules'));
    for (const name of names) await symlink(dist(name), join(project, 'node_modules', `echatim-sdk-${name}`));
    for (const [name, text] of Object.entries(files)) await writeFile(join(project, name), text);
    return await body(project);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

/** @returns {Promise<string>} what the compiler says */
function compile(target, files, options, program) {
  const compilerOptions = { target: 'ES2017', strict: true, noEmit: true, skipLibCheck: false, types: [], ...options };
  const contents = Object.fromEntries(files.map((file) => [file, program]));
  const config = { 'tsconfig.json': JSON.stringify({ files, compilerOptions }) };
  return inProject([target], { ...contents, ...config }, async (project) => {
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = await promisify(execFile)(process.execPath, [compiler, '-p', project]).catch((error) => error);
    return stdout;
  });
}

/** The strings in a tree of conditions. */
function leaves(tree) {
  if (tree === undefined) return [];
  return typeof tree === 'string' ? [tree] : Object.values(tree).flatMap(leaves);
}
