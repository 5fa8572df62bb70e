// A series as an SVG, by gnuplot: both axes logarithmic, each line with its name at its end.

import { spawnSync } from 'node:child_process';

/** From Okabe and Ito's palette, which colour-blind people tell apart too. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#555555'];

/** @param {string} text for a gnuplot string between double quotes */
const quoted = (text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** @param {import('./growth.mjs').Series} series @param {string} file */
export function plot({ title, axis, lines }, file) {
  const names = Object.keys(lines);
  const blocks = names.map(
    (name, i) => `$line${i} << END\n${lines[name].map((point) => point.join(' ')).join('\n')}\nEND`,
  );
  const script = [
    `set terminal svg size 720,420 font "sans-serif,13" background rgb "white"`,
    `set output ${quoted(file)}`,
    `set title ${quoted(title)}`,
    `set xlabel ${quoted(axis)}`,
    'set ylabel "seconds"',
    'set logscale xy',
    'set format x "%.0s%c"',
    'set format y "%g"',
    'set grid lc rgb "#dddddd"',
    'set border 3',
    'set tics nomirror',
    'set key outside right center',
    ...blocks,
    `plot ${names
      .map(
        (name, i) =>
          `$line${i} using 1:2 with linespoints lw 2 pt 7 ps 0.5 lc rgb "${colours[i % colours.length]}" title ${quoted(name)} noenhanced`,
      )
      .join(', ')}`,
    '',
  ].join('\n');
  const run = spawnSync('gnuplot', ['-'], { input: script, encoding: 'utf8' });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`gnuplot: ${run.stderr}`);
}
