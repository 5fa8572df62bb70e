// What the command says of many texts, by one run for all.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from '../process.mjs';
import { targets } from './texts.mjs';

const tool = path.resolve(process.env.IFTRUE ?? 'build/release/iftrue');

export class Command {
  #folder = mkdtempSync(path.join(tmpdir(), 'npm-engine-'));

  /** @param {readonly import('./texts.mjs').Sample[]} samples */
  constructor(samples) {
    this.samples = samples;
    mkdirSync(path.join(this.#folder, 'src'));
    const lines = Object.entries(targets).map(([name, symbols]) => {
      const on = Object.keys(symbols).filter((symbol) => symbols[symbol]);
      return `${name}.symbols = ${JSON.stringify(on)}`;
    });
    const symbols = Object.keys(targets.one).map((symbol) => `${symbol} = ""`);
    writeFileSync(
      path.join(this.#folder, 'iftrue.toml'),
      `source = "src"\ninclude = ["**"]\n[symbols]\n${symbols.join('\n')}\n[targets]\n${lines.join('\n')}\n`,
    );
    for (const i of samples.keys()) writeFileSync(path.join(this.#folder, this.#file(i)), samples[i].text);
  }

  close() {
    rmSync(this.#folder, { recursive: true });
  }

  /** All diagnostics of each text, as the package gives them but for offsets. @returns {object[][]} */
  check() {
    const { status, stdout, stderr } = this.#run(['check', '--format=json', 'src']);
    assert.ok(status < 2, `${stdout}${stderr}`.slice(-2000));
    const found = this.samples.map(() => []);
    for (const { file, notes, ...diagnostic } of JSON.parse(stdout).diagnostics) {
      const own = notes.map(({ file: _, ...note }) => note);
      found[Number(path.basename(file).split('.')[0])].push({ ...diagnostic, notes: own });
    }
    return found;
  }

  /**
   * The outputs of the texts that are sound, by their number, and their source maps.
   *
   * @param {string[]} options @param {readonly number[]} sound
   * @returns {Map<number, { code: string, mappings: string | undefined }>}
   */
  strip(options, sound) {
    const out = path.join(this.#folder, 'out');
    const files = sound.map((i) => this.#file(i));
    const { status, stderr } = this.#run(['strip', '-q', ...options, '-o', 'out', ...files]);
    assert.equal(status, 0, stderr);
    const isMapped = options.includes('--source-map');
    const outputs = new Map(
      sound.map((i) => {
        const file = path.join(out, path.basename(this.#file(i)));
        const map = isMapped ? JSON.parse(readFileSync(`${file}.map`, 'utf8')) : undefined;
        return [i, { code: readFileSync(file, 'utf8'), mappings: map?.mappings }];
      }),
    );
    rmSync(out, { recursive: true });
    return outputs;
  }

  #file(i) {
    return `src/${i}${this.samples[i].extension}`;
  }

  #run(args) {
    return run(tool, args, { cwd: this.#folder });
  }
}
