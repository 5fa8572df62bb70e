// Every block of the package's README, run in its order, in a folder that has dist/native beside it.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { startServer } from '../../../server/server.mjs';

const dist = process.env['ECHATIM_DIST'];
assert.ok(dist, 'ECHATIM_DIST is not set');

/** @typedef {{ language: string, file: string, text: string }} Block */

/** @param {string} markdown @returns {Block[]} */
function blocksOf(markdown) {
  return [...markdown.matchAll(/^```(\w+) ?(\S*)\n(.*?)^```$/gms)].map(([, language = '', file = '', text = '']) => ({
    language,
    file,
    text,
  }));
}

/** What each command of the README prints; null: not looked at. The order is the README's. */
const printed = [
  /^-- connecting\n-- online\nuserAdd: 200 success .*\n-- closed\n$/,
  /^m\d+\n200 \{'auid': 'bob'.*\}\n$/,
  /^null\n\{"messageId":"m\d+".*\}\n$/,
  /\nm\d+\n200 \{"auid":"bob".*\}\n$/,
];

test('every block of README.md runs', { timeout: 120_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'echatim-readme-'));
  const server = await startServer({ tls: false, appKey: 'TSDKTEST00001' });
  t.after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  await symlink(dist, join(folder, 'native'));
  const markdown = await readFile(join(dist, 'README.md'), 'utf8');
  const blocks = blocksOf(
    markdown.replaceAll('58082', `${server.httpPort}`).replaceAll('59092', `${server.socketPort}`),
  );
  assert.equal(blocks.length, (markdown.match(/^```/gm) ?? []).length / 2, 'blocks that are not closed');

  const env = { PATH: process.env['PATH'], HOME: folder, CXXFLAGS: '-O0', PYTHONDONTWRITEBYTECODE: '1' };
  const outputs = [];
  for (const { language, file, text } of blocks) {
    if (language !== 'sh') {
      assert.notEqual(file, '', `a block of ${language} without the name of its file`);
      await writeFile(join(folder, file), text);
      continue;
    }
    const { stdout, stderr } = await promisify(execFile)('sh', ['-ec', text], { cwd: folder, env });
    assert.equal(stderr, '', text);
    outputs.push(stdout);
  }
  assert.equal(outputs.length, printed.length);
  outputs.forEach((output, i) => assert.match(output, /** @type {RegExp} */ (printed[i])));

  // The one that runs until it has answered: by now bob has more than three messages.
  const answer = spawn('python3', ['answer.py'], { cwd: folder, env: { ...env, PYTHONPATH: join(dist, 'python') } });
  let errors = '';
  answer.stderr.on('data', (text) => (errors += text));
  const status = await new Promise((resolve) => answer.on('close', resolve));
  assert.equal(errors, '');
  assert.equal(status, 0);
  const bodies = server.controls.messages().map(({ body }) => body);
  const hellos = ['the terminal', 'Python', 'C', 'C++'].map((from) => `hello from ${from}`);
  assert.deepEqual(bodies, [...hellos, ...hellos.slice(0, 3).map((hello) => `you said: ${hello}`)]);
  assert.deepEqual(server.controls.violations(), []);
});
