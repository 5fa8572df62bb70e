// The names that the bundles shorten. Needs ./build.sh to have stripped the SDK's tree.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { privateNames } from '../../../targets/tools/private_names.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('a private name is shortened unless it is the name of another property', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'names-'));
  try {
    await writeFile(
      join(folder, 'a.ts'),
      `class A {
  private alone = 1;
  private readonly stored: number;
  private sent(): void { this.alone += 1; }
  private read = 2;
  private quoted = 3;
  open = 4;
  constructor(private readonly given: string) {}
  use(other: { read: number }, given: string) {
    const { alone } = this;
    return [JSON.stringify({ stored: alone }), { sent: 1 }, other.read, other['quoted'], this.read];
  }
}`,
    );
    const names = await privateNames(folder);
    const own = ['alone', 'stored', 'sent', 'read', 'quoted', 'open', 'given'];
    assert.deepEqual(
      own.filter((name) => names.includes(name)),
      ['alone', 'given'],
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

for (const target of await readdir(join(root, 'build/stripped'))) {
  test(`${target}: nothing that is asked of the platform is shortened`, async () => {
    const stripped = join(root, 'build/stripped', target);
    const names = await privateNames(stripped);
    const files = (await readdir(join(stripped, 'platform'))).filter((file) => file.endsWith('.ts'));
    const texts = await Promise.all(files.map((file) => readFile(join(stripped, 'platform', file), 'utf8')));
    const asked = texts.flatMap((text) => [...text.matchAll(/(?<!\bthis)\??\.(\w+)/g)].map(([, name]) => name));
    assert.ok(asked.length > 0);
    assert.deepEqual(
      names.filter((name) => asked.includes(name)),
      [],
    );
  });
}
