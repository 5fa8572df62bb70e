// A series as an SVG, by gnuplot: both axes logarithmic, or time from zero where the series says so. Each line's name stands
// at the level of its end, on the right.

import { spawnSync } from 'node:child_process';

/** @typedef {(value: number) => number} Place from 0, where an axis begins, to 1, where it ends */

/** From Okabe and Ito's palette, which colour-blind people tell apart too. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];
const colourOfCopying = '#555555';

/** Between two names, as a part of the axis. */
const leastApart = 0.06;

/** @param {string} text for a gnuplot string between double quotes */
const quoted = (text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** @param {import('./growth.mjs').Series} series @param {string} file */
export function plot({ title, axis, lines, fromZero = false }, file) {
  const names = Object.keys(lines);
  const points = Object.values(lines).flat();
  const most = Math.max(...points.map(([, seconds]) => seconds)) * 1.1;
  const least = fromZero ? 0 : Math.min(...points.map(([, seconds]) => seconds)) / 1.1;
  const others = names.filter((name) => !isCopying(name));
  const colour = (/** @type {string} */ name) =>
    isCopying(name) ? colourOfCopying : colours[others.indexOf(name) % colours.length];
  const script = [
    'set terminal svg size 720,420 font "sans-serif,13" background rgb "white"',
    `set output ${quoted(file)}`,
    `set title ${quoted(`{/:Bold ${title}}`)}`,
    `set xlabel ${quoted(axis)}`,
    'set ylabel "time, seconds"',
    ...(fromZero ? ['set logscale x 2', 'set format x "%g"'] : ['set logscale xy', 'set format x "%.0s%c"']),
    `set yrange [${least}:${most}]`,
    'set format y "%g"',
    'set autoscale xfix',
    'set offsets graph 0.03, graph 0.03',
    'set grid xtics ytics lt 1 lw 0.5 lc rgb "#cccccc"',
    'set border 3 lc rgb "#333333"',
    'set tics nomirror',
    'unset key',
    `set rmargin ${Math.max(...names.map((name) => name.length)) * 0.9 + 3}`,
    ...names.map((name, i) => `$line${i} << END\n${lines[name].map((point) => point.join(' ')).join('\n')}\nEND`),
    ...levels(lines, fromZero ? (at) => at / most : (at) => Math.log(at / least) / Math.log(most / least)).map(
      ([name, level]) =>
        `set label ${quoted(name)} at graph 1, graph ${level} offset 1,0 noenhanced tc rgb "${colour(name)}"`,
    ),
    `plot ${names
      .map((name, i) => `$line${i} using 1:2 with linespoints lw 2.5 pt 7 ps 0.6 lc rgb "${colour(name)}"`)
      .join(', ')}`,
    '',
  ].join('\n');
  const run = spawnSync('gnuplot', ['-'], { input: script, encoding: 'utf8' });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`gnuplot: ${run.stderr}`);
}

/** @param {string} name */
const isCopying = (name) => name.startsWith('cp');

/**
 * Where the lines' names stand: as high as the lines end, but apart.
 * @param {import('./growth.mjs').Series['lines']} lines @param {Place} place of seconds @returns {[string, number][]}
 */
function levels(lines, place) {
  const ends = Object.entries(lines)
    .map(([name, line]) => /** @type {[string, number]} */ ([name, place(line.at(-1)?.[1] ?? NaN)]))
    .sort(([, a], [, b]) => a - b);
  // Upwards, and what then is above the axis's end back down.
  for (let i = 1; i < ends.length; ++i) ends[i][1] = Math.max(ends[i][1], ends[i - 1][1] + leastApart);
  for (let i = ends.length, top = 1; i-- > 0; top -= leastApart) ends[i][1] = Math.min(ends[i][1], top);
  return ends;
}
