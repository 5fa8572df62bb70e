// A series as an SVG, by gnuplot: both axes logarithmic, or time from zero where the series says so.

import { spawnSync } from 'node:child_process';

/** From Okabe and Ito's palette, which colour-blind people tell apart too. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#555555'];

/** @param {string} text for a gnuplot string between double quotes */
const quoted = (text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** @param {import('./growth.mjs').Series} series @param {string} file */
export function plot({ title, axis, lines, fromZero = false }, file) {
  const names = Object.keys(lines);
  const blocks = names.map(
    (name, i) => `$line${i} << END\n${lines[name].map((point) => point.join(' ')).join('\n')}\nEND`,
  );
  const script = [
    'set terminal svg size 720,460 font "sans-serif,13" background rgb "white"',
    `set output ${quoted(file)}`,
    `set title ${quoted(`{/:Bold ${title}}`)}`,
    `set xlabel ${quoted(axis)} offset 0,0.5`,
    'set ylabel "time, seconds"',
    ...(fromZero ? ['set logscale x 2', 'set yrange [0:*]', 'set format x "%g"'] : ['set logscale xy']),
    ...(fromZero ? [] : ['set format x "%.0s%c"', 'set mxtics 10']),
    'set format y "%g"',
    'set autoscale xfix',
    'set offsets graph 0.03, graph 0.03',
    'set grid xtics ytics lt 1 lw 0.5 lc rgb "#cccccc"',
    'set border 3 lc rgb "#333333"',
    'set tics nomirror',
    'set key below center horizontal maxcols 3',
    ...blocks,
    `plot ${names
      .map(
        (name, i) =>
          `$line${i} using 1:2 with linespoints lw 2.5 pt 7 ps 0.6 lc rgb "${colours[i % colours.length]}" title ${quoted(name)} noenhanced`,
      )
      .join(', ')}`,
    '',
  ].join('\n');
  const run = spawnSync('gnuplot', ['-'], { input: script, encoding: 'utf8' });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`gnuplot: ${run.stderr}`);
}
