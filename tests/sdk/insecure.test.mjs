// Pages that came over plain HTTP from another machine have no Web Locks: leases keep their messages apart. In a real
// Chromium, to which a name other than localhost stands for such a machine. Needs dist/web.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { startServer } from '../server/server.mjs';
import { serveFolder } from './hosts/web/page_server.mjs';

const origin = 'chat.test';

test('what pages without Web Locks leave arrives once each', { timeout: 60_000 }, async (t) => {
  const server = await startServer();
  const pages = await serveFolder({
    '/package/': new URL('../../dist/web/', import.meta.url),
    '/page.html': new URL('./insecure.html', import.meta.url),
  });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP ${origin} 127.0.0.1`],
  });
  t.after(async () => {
    await browser.close();
    await pages.close();
    await server.close();
  });
  for (const auid of ['alice', 'bob']) server.controls.addUser({ auid, token: auid });
  const { host, httpPort, socketPort, appKey: key } = server;
  const config = { host, httpPort, socketPort, key, loginAuid: 'alice', loginToken: 'alice' };
  const context = await browser.newContext();

  const open = async () => {
    const page = await context.newPage();
    await page.goto(pages.origin.replace('127.0.0.1', origin) + '/page.html');
    assert.deepEqual(await page.evaluate('[isSecureContext, typeof navigator.locks]'), [false, 'undefined']);
    await page.evaluate(`globalThis.client = EChatIM.createClient(${JSON.stringify(config)}); client.connect()`);
    return page;
  };
  const [one, two] = [await open(), await open()];
  server.controls.setFaults({ refuseConnections: true });
  server.controls.dropConnections();
  for (const [name, page] of Object.entries({ one, two })) {
    const count = name === 'one' ? 3 : 6;
    // The page has its part of the store only after a moment: nothing tells it when.
    await page.evaluate(`(async () => {
      if (client.state === 'online') await new Promise((resolve) => client.on('state', resolve));
      for (const text of ['1', '2', '3']) client.sendText({ user: 'bob' }, '${name} ' + text).catch(() => {});
      const kept = () => Object.keys(localStorage).filter((key) => /outbox[.]/.test(key));
      while (kept().length < ${count}) await new Promise((resolve) => setTimeout(resolve, 10));
    })()`);
  }
  await one.close();
  await two.close();

  server.controls.setFaults({ refuseConnections: false });
  await open();
  await server.controls.accepted({ auid: 'alice', count: 6 });
  const bodies = server.controls.messages().map(({ body }) => body);
  assert.deepEqual(bodies.sort(), ['one 1', 'one 2', 'one 3', 'two 1', 'two 2', 'two 3']);
  assert.deepEqual(server.controls.violations(), []);
});
