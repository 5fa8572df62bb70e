#!/usr/bin/env node
// `npm run playground`: builds the page into dist/playground and serves it. With --build it only builds. Needs dist/npm
// (./build.sh npm).

import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

for (const file of ['browser.mjs', 'engine.wasm', 'index.mjs'])
  await access(new URL(`../dist/npm/${file}`, import.meta.url)).catch(() => {
    console.error(`dist/npm/${file} is missing; ./build.sh npm makes it`);
    process.exit(2);
  });

const { buildPlayground } = await import('./build.mjs');
const folder = fileURLToPath(new URL('../dist/playground', import.meta.url));
await buildPlayground(folder);
if (!process.argv.includes('--build')) {
  const { serve } = await import('./serve.mjs');
  const { url } = await serve({ folder, port: Number(process.env['PORT'] ?? 8081) });
  console.log(`The playground: ${url}\nCtrl-C ends it.`);
}
