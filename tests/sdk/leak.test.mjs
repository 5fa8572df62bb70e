// Nothing of one platform reaches the package of another: tried by planting it.
// Needs the tool (./build.sh) and works on a copy of the SDK's tree inside build/.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readTargets } from '../../targets/tools/targets.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const tool = process.env.IFTRUE ?? join(root, 'build', 'release', 'iftrue');
const described = await readTargets();
const targets = [...described.keys()];

/** A project like the real one, with a sentinel in every group. */
let project = '';
const stripped = (target) => join(project, 'stripped', target);
const out = (target) => join(project, 'dist', target);

before(async () => {
  await mkdir(join(root, 'build'), { recursive: true });
  // Inside the checkout, where the compiler finds node_modules.
  project = await mkdtemp(join(root, 'build', 'leak-test-'));
  await cp(join(root, 'sdk-src'), join(project, 'sdk-src'), { recursive: true });
  const config = await readFile(join(root, 'iftrue.toml'), 'utf8');
  await writeFile(join(project, 'iftrue.toml'), config.replace(/^output = .*$/m, 'output = "stripped/{target}"'));
  await plantSentinels(join(project, 'sdk-src', 'platform'));
  const strip = await run(tool, ['strip', ...targets.flatMap((target) => ['-t', target])], project);
  assert.deepEqual(strip, { status: 0, words: '' });
  assert.deepEqual(await build(...targets), { status: 0, words: '' });
});

after(() => rm(project, { recursive: true, force: true }));

for (const target of targets) {
  test(`${target}: the package holds the sentinels of its own groups and no others`, async () => {
    const text = (await Promise.all((await filesIn(out(target))).map((file) => readFile(file, 'utf8')))).join('\n');
    const found = new Set([...text.matchAll(/sentinel:([\w+]+)/g)].map(([, planted]) => planted));
    const own = (await plantedIn(join(project, 'sdk-src', 'platform'))).filter((planted) =>
      planted.split('+').includes(described.get(target).symbol),
    );
    assert.deepEqual([...found].sort(), [...new Set(own)].sort());
  });

  test(`${target}: text of another platform's group fails the build, in code and in types`, async () => {
    const other = target === 'web' ? 'WXAPP' : 'WEBAPP';
    const type = `\n/** sentinel:${other} */\nexport type Planted = string;\n`;
    await withChange(target, 'platform/http.ts', `\nObject.freeze(['sentinel:${other}']);\n`, async () => {
      await withChange(target, 'index.ts', type, async () => {
        const words = await refusal(target);
        for (const file of ['echatim-sdk\\.m?js', 'index\\.d\\.ts'])
          assert.match(words, new RegExp(`dist/${target}/${file}: offset \\d+: leak: text of a group for ${other}: …`));
      });
    });
  });
}

/** Globals that a target does not have. */
const foreign = {
  wx: ['window', 'localStorage', '__echatHost'],
  web: ['wx'],
  rn: ['localStorage'],
  native: ['XMLHttpRequest', 'setTimeout'],
};

for (const [target, names] of Object.entries(foreign)) {
  test(`${target}: foreign names (${names.join()}) do not compile, and do not ship where they are declared to compile`, async () => {
    const lines = (await readFile(join(stripped(target), 'index.ts'), 'utf8')).split('\n').length;
    const uses = names.map((name) => `Object.freeze([${name}]);\n`).join('');
    await withChange(target, 'index.ts', `\n${uses}`, async () => {
      const words = await refusal(target);
      for (const [index, name] of names.entries())
        assert.match(
          words,
          new RegExp(`^sdk-src/index\\.ts\\(${lines + 1 + index},16\\): error TS\\d+: Cannot find name '${name}'`, 'm'),
        );
    });
    const declared = names.map((name) => `declare const ${name}: unknown;\n`).join('');
    await withChange(target, 'index.ts', `\n${declared}${uses}`, async () => {
      const words = await refusal(target);
      for (const name of names) {
        const owner = targets.filter((other) => described.get(other).globals.includes(name)).join(' and ');
        assert.match(
          words,
          new RegExp(
            `dist/${target}/echatim-sdk\\.m?js: offset \\d+: leak: '${name}', a global of ${owner || 'no target'}: …`,
          ),
        );
      }
    });
  });
}

test('a name of another platform is no leak where it is a property or a name of the code itself', async () => {
  const code =
    '\nexport const innocent = (window: { wx: string }) => ({ localStorage: window.wx, fetch: "document" });\n';
  await withChange('native', 'index.ts', code, async () =>
    assert.deepEqual(await build('native'), { status: 0, words: '' }),
  );
});

test('two builds of one tree are the same to the byte', async () => {
  await build('wx');
  const elsewhere = join(project, 'elsewhere');
  const again = await run(
    process.execPath,
    ['targets/build.mjs', 'wx', '--stripped', stripped('wx'), '--out', elsewhere],
    root,
  );
  assert.deepEqual(again, { status: 0, words: '' });
  assert.deepEqual(await contentsOf(elsewhere), await contentsOf(out('wx')));
});

test('of several packages the one that is wrong is not written; what several say is printed once', async () => {
  const rest = targets.filter((target) => target !== 'wx');
  const both = '\nObject.freeze([window]);\n';
  await rm(join(project, 'dist'), { recursive: true, force: true });
  await withChange('wx', 'index.ts', both, async () => {
    await withChange('native', 'index.ts', both, async () => {
      const { status, words } = await build(...targets);
      assert.equal(status, 1);
      assert.match(words, /^sdk-src\/index\.ts\(\d+,16\): error TS\d+: Cannot find name 'window'\.\n$/);
    });
    const { status } = await build(...targets);
    assert.equal(status, 1);
  });
  assert.deepEqual((await readdir(join(project, 'dist'))).sort(), rest.sort());
});

test('several packages need several folders', async () => {
  const args = ['targets/build.mjs', 'wx', 'web', '--stripped', stripped('{target}'), '--out', out('wx')];
  const words = 'several targets need folders with {target} in their paths\n';
  assert.deepEqual(await run(process.execPath, args, root), { status: 2, words });
});

/** Puts a sentinel that names the condition's symbols after each *if* directive. */
async function plantSentinels(folder) {
  for (const file of await filesIn(folder)) {
    const text = await readFile(file, 'utf8');
    const planted = text.replace(
      /^( *)\/\*IFTRUE_\(?([^)*]*)\)?\*\/\n(\/\*\*)?/gm,
      (start, indent, condition, comment) => {
        const sentinel = `sentinel:${condition.split(' || ').join('+')}`;
        // Types have no run time: there the comment of what the group declares is what could leak.
        if (file.endsWith('contract.ts')) return `${start} ${sentinel}`;
        return `${start.slice(0, start.length - (comment ?? '').length)}${indent}Object.freeze(['${sentinel}']);\n${comment ?? ''}`;
      },
    );
    await writeFile(file, planted);
  }
}

async function plantedIn(folder) {
  const texts = await Promise.all((await filesIn(folder)).map((file) => readFile(file, 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(/sentinel:([\w+]+)/g)].map(([, planted]) => planted));
}

/** Runs `body` with a stripped file changed, and with nothing built yet. */
async function withChange(target, file, addition, body) {
  const path = join(stripped(target), file);
  const text = await readFile(path, 'utf8');
  await rm(out(target), { recursive: true, force: true });
  await appendFile(path, addition);
  try {
    await body();
  } finally {
    await writeFile(path, text);
  }
}

const build = (...names) => {
  const folders = ['--stripped', stripped('{target}'), '--out', out('{target}')];
  return run(process.execPath, ['targets/build.mjs', ...names, ...folders], root);
};

/** @returns {Promise<string>} what a build says that must fail, and write nothing */
async function refusal(target) {
  const { status, words } = await build(target);
  assert.equal(status, 1, words);
  await assert.rejects(stat(out(target)), { code: 'ENOENT' });
  return words;
}

/** @returns {Promise<{ status: number, words: string }>} the exit status and all that was printed */
function run(file, args, cwd) {
  return new Promise((resolve, reject) => {
    execFile(file, args, { cwd }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ status: error?.code ?? 0, words: `${stdout}${stderr}` });
    });
  });
}

async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function contentsOf(folder) {
  const files = await filesIn(folder);
  return Promise.all(files.map(async (file) => [file.slice(folder.length), await readFile(file, 'base64')]));
}
