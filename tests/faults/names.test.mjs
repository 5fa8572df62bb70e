// Names and links of every kind that a file system allows.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { done, failed, identity, iftrue, make, picture, run, temporaryFolder } from './ground.mjs';

const args = ['strip', '--layout=loader', '-DX', '-j2', 'src', '-o', 'out'];
const text = '/*IFTRUE_X*/on/*ELSE_X*/off/*FITRUE_X*/';

const names = {
  blanks: [' .ts', '  ', 'a b.ts', '\t.ts', 'end .ts '],
  newlines: ['\n', 'a\nb.ts', '\r\n.ts', 'fake: error: x\n.ts'],
  quotes: ["'.ts", '".ts', '`x`.ts', '$(x).ts', '\\.ts'],
  'leading dashes': ['-o.ts', '--help', '-', '--', '-rf'],
  'what globs and shells mean something by': [
    '*.ts',
    '?.ts',
    '[a].ts',
    '{a,b}.ts',
    '**',
    '~',
    '#.ts',
    '&;|.ts',
    '{target}',
  ],
  'control characters': ['\x01.ts', '\x1b[31m.ts', '\x7f.ts'],
  'what is not UTF-8': ['\xff.ts', '\xc3\x28.ts', '\xed\xa0\x80.ts', '\xf8\x88\x80\x80\x80.ts'],
  'what is UTF-8': ['\xe4\xb8\xad.ts', '\xf0\x9f\x98\x80.ts', 'e\xcc\x81.ts', '\xe2\x80\xae.ts'],
  '255 bytes': [`${'n'.repeat(252)}.ts`, `${'\xe4\xb8\xad'.repeat(84)}.ts`],
  dots: ['...', '.a', '..a', 'a.', '.ts'],
};

for (const [what, list] of Object.entries(names)) {
  test(`names: ${what}`, (t) => {
    const folder = temporaryFolder(t);
    const expected = {};
    for (const name of list) {
      make(folder, {
        [`src/${name}`]: text,
        [`src/d/${name}/${name}`]: text,
        [`src/e/${name}`]: { link: `../${name}` },
      });
      const stripped = name.endsWith('.ts') ? '644 on' : `644 ${text}`;
      expected[name] = stripped;
      expected[`d/${name}`] = 'folder';
      expected[`d/${name}/${name}`] = stripped;
      expected[`e/${name}`] = `link to ../${name}`;
    }
    assert.deepEqual(iftrue(folder, args), done);
    assert.deepEqual(picture(join(folder, 'out')), { ...expected, d: 'folder', e: 'folder' });
    assert.deepEqual(iftrue(folder, [...args, '-v']), done);
    make(folder, { src: { folder: true } });
    assert.deepEqual(iftrue(folder, args), done);
    assert.deepEqual(picture(join(folder, 'out')), {});
  });
}

test('no name can fake a line of a message', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a\niftrue: error: b\x1b[m.ts': '/*FITRUE_X*/' });
  const { status, stderr } = iftrue(folder, args);
  assert.equal(status, 1);
  assert.equal(
    stderr.split('\n')[0],
    'src/a\\niftrue: error: b\\x1b[m.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]',
  );
});

// Longer than any system call takes. Made and read through a folder of the right depth at a time: by `cd`.
const levels = 40;
const name = 'n'.repeat(200);
const shell = (folder, script) => {
  const { status, stdout, stderr } = run('bash', ['-euc', script], { cwd: folder });
  assert.equal(status, 0, stderr);
  return stdout;
};
const down = `for i in {1..${levels}}; do mkdir -p ${name}; cd ${name}; done`;

test('paths beyond 4,096 bytes', (t) => {
  const folder = temporaryFolder(t);
  make(folder, { 'src/a.ts': text });
  shell(folder, `cd src; ${down}; printf '${text}' > deep.ts; printf copy > deep.bin; ln -s deep.ts link; mkdir empty`);
  assert.deepEqual(iftrue(folder, args), done);
  const look = `for i in {1..${levels}}; do cd ${name}; done; cat deep.ts deep.bin; readlink link; ls -A`;
  assert.equal(shell(join(folder, 'out'), look), 'oncopydeep.ts\ndeep.bin\ndeep.ts\nempty\nlink\n');
  const manifest = identity(join(folder, 'out/.iftrue-manifest'));
  assert.deepEqual(iftrue(folder, [...args, '-v']), done);
  assert.equal(identity(join(folder, 'out/.iftrue-manifest')), manifest);

  // An error, a refusal and a removal that far down.
  shell(
    folder,
    `cd src; ${down}; printf '/*FITRUE_X*/' > deep.ts; rm deep.bin; ln -s ${'../'.repeat(levels + 1)}x out`,
  );
  const { status, stderr } = iftrue(folder, args);
  assert.equal(status, 2);
  const deep = `src/${`${name}/`.repeat(levels)}`;
  assert.equal(
    stderr,
    `iftrue: error: link '${deep}out' leads outside the source, to '${'../'.repeat(levels + 1)}x'; exclude it or ` +
      `replace it by what it leads to\n` +
      `${deep}deep.ts:1:3: error: FITRUE_X without its IFTRUE_X [E002]\n/*FITRUE_X*/\n  ^~~~~~~~\n`,
  );
  run('rm', ['-r', join(folder, 'src')]); // Node cannot: the paths are too long
  make(folder, { 'src/b.ts': 'b' });
  assert.deepEqual(iftrue(folder, args), done);
  assert.deepEqual(picture(join(folder, 'out')), { 'b.ts': '644 b' });
});

const outside = (path, target) =>
  `link 'src/${path}' leads outside the source, to '${target}'; exclude it or replace it by what it leads to`;

/** Links, and what is said of those that are refused; the others are recreated. */
const links = [
  { name: 'loops', tree: { a: { link: 'a' }, b: { link: 'c' }, c: { link: 'b' }, 'd/e': { link: '../d' } } },
  { name: 'dangling ones', tree: { a: { link: 'nowhere' }, 'd/b': { link: '../no/where/../else' } } },
  { name: 'through a loop', tree: { a: { link: 'b/x' }, b: { link: 'b' } } },
  { name: 'to the root of the source', tree: { a: { link: '.' }, 'd/b': { link: '..' } } },
  { name: 'to a file, through a link', tree: { 'd/f': 'f', l: { link: 'd' }, m: { link: 'l/f' } } },
  { name: 'upward', tree: { a: { link: '..' } }, refused: { a: '..' } },
  {
    name: 'to a neighbour of the source',
    tree: { 'd/a': { link: '../../other/x' } },
    refused: { 'd/a': '../../other/x' },
  },
  { name: 'out of the source and in again', tree: { a: { link: '../src/f' }, f: 'f' }, refused: { a: '../src/f' } },
  { name: 'to an absolute path', tree: { a: { link: '/etc/passwd' } }, refused: { a: '/etc/passwd' } },
  {
    name: 'through a link that is refused',
    tree: { a: { link: '/etc' }, b: { link: 'a/passwd' } },
    refused: { a: '/etc', b: 'a/passwd' },
  },
  {
    name: 'inside by its text, outside by another link',
    tree: { 'd/e/f': 'f', l: { link: 'd/e' }, m: { link: 'l/../../x' }, n: { link: 'l/../../../x' } },
    refused: { n: 'l/../../../x' },
  },
  { name: 'below nothing, outside', tree: { a: { link: 'no/../../x' } }, refused: { a: 'no/../../x' } },
  { name: 'of strange names', tree: { a: { link: ' \n\xff' }, b: { link: '-o' } } },
];

for (const { name, tree, refused = {} } of links) {
  test(`links: ${name}`, (t) => {
    const folder = temporaryFolder(t);
    make(folder, { 'other/x': 'other' });
    make(join(folder, 'src'), tree);
    const says = Object.entries(refused).map(([path, target]) => outside(path, target));
    assert.deepEqual(iftrue(folder, args), says.length > 0 ? failed(...says) : done);
    const expected = picture(join(folder, 'src'));
    for (const path of Object.keys(refused)) delete expected[path];
    for (const path of Object.keys(expected)) {
      const emptied = expected[path] === 'folder' && !Object.keys(expected).some((each) => each.startsWith(`${path}/`));
      if (emptied) delete expected[path];
    }
    assert.deepEqual(existsSync(join(folder, 'out')) ? picture(join(folder, 'out')) : {}, expected);
    assert.deepEqual(picture(join(folder, 'other')), { x: '644 other' });
  });
}
