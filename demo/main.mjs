#!/usr/bin/env node
// `npm run demo`: starts the reference server with three accounts and a little history, and serves a chat for each of them.
// Needs dist/web (./build.sh web) and the packages of tests/ (npm ci --prefix tests).

import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const needs = [
  ['../dist/web/echatim-sdk.mjs', './build.sh web'],
  ['../tests/node_modules/socket.io/package.json', 'npm ci --prefix tests'],
];
for (const [file = '', command = ''] of needs) {
  await access(fileURLToPath(new URL(file, import.meta.url))).catch(() => {
    console.error(`${file.slice(3)} is missing; ${command} makes it`);
    process.exit(2);
  });
}

const { startDemo } = await import('./demo.mjs');
const port = Number(process.env['PORT'] ?? 8080);
// Those of the mini-program in targets/wx/example, which is Carol's.
const demo = await startDemo({ port, httpPort: 58082, socketPort: 59092 });
console.log(
  `Two accounts side by side: ${demo.origin}/\nOne alone: ${demo.origin}/chat.html?as=carol\nCtrl-C ends it.`,
);
