// The law of strip --watch: once it has come to rest, the outputs are those of a fresh strip. Random changes of a tree,
// by seed, several at a time; each is one that editors, package managers and git make.

import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { done, iftrue, picture, temporaryFolder } from '../faults/ground.mjs';
import { watch, watching } from './watcher.mjs';

const seeds = Number(process.env.IFTRUE_SEEDS ?? 3);
const bursts = 25;

/** Numbers below a limit, from a seed: mulberry32. */
function random(seed) {
  return (limit) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

const toml = (head) => `${head}source = "src"
[symbols]
X = ""
[targets.on]
symbols = ["X"]
[targets.off]
[[files]]
glob = "**/on.ts"
when = "X"
`;
const heads = ['', "exclude = ['**/*.bin']\n", "include = ['**/*.js']\n"];

class Changes {
  #n = 0;

  constructor(root, pick) {
    this.root = root;
    this.pick = pick;
  }

  path(name) {
    return join(this.root, name);
  }

  /** A path below the source at which something stands, or the source itself. */
  any() {
    const all = readdirSync(this.path('src'), { recursive: true });
    return all.length === 0 ? 'src' : `src/${all[this.pick(all.length)]}`;
  }

  /** A folder: one that is there. */
  folder() {
    const all = readdirSync(this.path('src'), { recursive: true, withFileTypes: true })
      .filter((each) => each.isDirectory())
      .map((each) => join(each.parentPath, each.name));
    const i = this.pick(all.length + 1);
    return i === all.length ? this.path('src') : all[i];
  }

  file() {
    return join(this.folder(), ['a.ts', 'b.js', 'c.bin', 'on.ts', 'é ü.ts'][this.pick(5)]);
  }

  text() {
    const n = ++this.#n;
    return [`${n}\n`, `/*IFTRUE_X*/${n}/*ELSE_X*/-${n}/*FITRUE_X*/\n`, 'the same'][this.pick(3)];
  }

  /** Where nothing stands that is no file: changes that cannot be made are none. */
  attempt(change) {
    try {
      change();
    } catch (error) {
      assert.ok(['EISDIR', 'EEXIST', 'ENOTEMPTY', 'ENOTDIR', 'EINVAL', 'ENOENT'].includes(error.code), error);
    }
  }

  spare(text = this.text()) {
    writeFileSync(this.path('spare'), text);
    return this.path('spare');
  }

  make = [
    () => writeFileSync(this.file(), this.text()),
    () => writeFileSync(this.file(), this.text()),
    () => renameSync(this.spare(), this.file()),
    () => appendFileSync(this.file(), '+\n'),
    () => rmSync(this.path(this.any()), { recursive: true }),
    () => renameSync(this.path(this.any()), this.file()),
    () => renameSync(this.folder(), join(this.folder(), `m${this.pick(3)}`)),
    () => {
      const deep = join(this.folder(), `d${this.pick(3)}`, 'e', 'f');
      mkdirSync(deep, { recursive: true });
      writeFileSync(join(deep, 'deep.ts'), this.text());
      writeFileSync(join(dirname(deep), 'up.ts'), this.text());
    },
    () => mkdirSync(join(this.folder(), `empty${this.pick(2)}`)),
    () => symlinkSync('a.ts', join(this.folder(), `link${this.pick(2)}`)),
    () => chmodSync(this.file(), [0o644, 0o755, 0o600][this.pick(3)]),
    () => {
      rmSync(this.path('aside'), { recursive: true, force: true });
      renameSync(this.folder(), this.path('aside')); // at times the source itself
    },
    () => renameSync(this.path('aside'), join(this.folder(), `back${this.pick(2)}`)),
    () => renameSync(this.spare(toml(heads[this.pick(heads.length)])), this.path('iftrue.toml')),
  ];

  burst() {
    for (let left = 1 + this.pick(6); left > 0; --left) {
      const change = this.make[this.pick(this.make.length)];
      this.attempt(change);
      mkdirSync(this.path('src'), { recursive: true });
    }
  }
}

for (let seed = 1; seed <= seeds; ++seed) {
  test(`after each of ${bursts} bursts of changes the outputs are those of strip, seed ${seed}`, async (t) => {
    const root = temporaryFolder(t);
    const changes = new Changes(root, random(seed));
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src/a.ts'), changes.text());
    writeFileSync(join(root, 'iftrue.toml'), toml(''));
    const watcher = watch(t, root, ['-o', 'out/{target}']);
    await watcher.until(watching);
    for (let burst = 0; burst < bursts; ++burst) {
      changes.burst();
      rmSync(join(root, 'fresh'), { recursive: true, force: true });
      assert.deepEqual(iftrue(root, ['strip', '--layout=loader', '-o', 'fresh/{target}']), done);
      const expected = sorted(picture(join(root, 'fresh')));
      let found;
      const same = () => {
        found = pictureMeanwhile(join(root, 'out'));
        return found !== undefined && JSON.stringify(found) === JSON.stringify(expected);
      };
      await watcher.untilSo(same).catch((error) => {
        assert.deepEqual(found, expected, `burst ${burst}`);
        throw error;
      });
    }
    assert.equal(await watcher.end(), 0);
  });
}

/** Nothing where the watcher was at work meanwhile. */
function pictureMeanwhile(root) {
  try {
    return sorted(picture(root));
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

const own = /(^|\/)\.iftrue-(manifest|state)$/;

function sorted(tree) {
  return Object.entries(tree)
    .filter(([path]) => !own.test(path))
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
