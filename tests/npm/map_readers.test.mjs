// Who reads the source maps of the package: webpack, which a loader gives them and which joins them to its own, and the
// DevTools that Chromium brings along. They are asked for each place that V8 names: in stacks, where it pauses, and where
// it could. The answer must be the place of the same token in the source.

import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import webpack from 'webpack';
import { kept, strip } from '../../dist/npm/index.mjs';
import { args, executablePath } from '../sdk/hosts/web/browser.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'iftrue-map-readers-'));
after(() => rmSync(folder, { recursive: true }));

const symbols = { WX: true, WEB: false };
const SITE = 'http://site.test';

/** Groups that go and groups that stay, each way they may lie about a line. */
const groups = [
  '/*IFTRUE_WEB*/ gone(1); /*FITRUE_WEB*/',
  '/*IFTRUE_WX*/ self.甲_$ = () => 1; /*ELSE_WX*/ gone = 2; /*FITRUE_WX*/',
  "/*IFTRUE_WX this.乙?.call?.(null, '世界😀', `${ 1 }`); FITRUE_WX*/",
  '\n  /*IFTRUE_WEB*/\n  gone(2);\n  /*FITRUE_WEB*/\n',
  '\r\n\t/*IFTRUE_WX*/  [ 1, , 3 ].map((each)=>each**2);/*FITRUE_WX*/\r\n',
];

/** Each of its functions pauses, and throws what nobody catches. */
const source = groups
  .flatMap((one) => groups.map((other) => [one, other]))
  .map(
    ([one, other], i) => `/*IFTRUE_WEB*/gone();/*FITRUE_WEB*/ queueMicrotask(()=>{ outer${i}(${i})
}); function outer${i}(count) { ${one} const inner=(argument)=>{${other}debugger; throw new /*IFTRUE_WEB*/Gone/*ELSE_WEB*/Error/*FITRUE_WEB*/(argument); };
  ${other} try { count>=0 && inner( count ); ${one} } finally { count++ } }
`,
  )
  .join('');

/**
 * For an offset in an output, the place in the source, from 0, found without the map: a layout that moves text changes white
 * space only, so the characters between are the same and in the same order.
 * @param {string} code
 */
function originIn(code) {
  const removed = kept(source, symbols);
  const isKept = (offset) => !removed.some(({ start, end }) => start <= offset && offset < end);
  const origins = solid(source).filter(isKept);
  const places = solid(code);
  assert.deepEqual(
    places.map((offset) => code[offset]),
    origins.map((offset) => source[offset]),
  );
  const originOf = new Map(places.map((offset, nth) => [offset, origins[nth]]));
  return (offset) => {
    assert.ok(originOf.has(offset), `${offset} is white space: ${JSON.stringify(code.slice(offset - 9, offset + 9))}`);
    return placeOf(source, originOf.get(offset));
  };
}

/** The offsets of all that is no white space. @param {string} text */
const solid = (text) => [...text.matchAll(/[^\s]/g)].map(({ index }) => index);

const lineStarts = (text) => [
  0,
  ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map((end) => end.index + end[0].length),
];

function offsetOf(text, line, column) {
  return lineStarts(text)[line] + column;
}

function placeOf(text, offset) {
  const starts = lineStarts(text);
  const line = starts.findLastIndex((start) => start <= offset);
  return { line, column: offset - starts[line] };
}

/** @param {'compact' | 'loader'} layout */
const stripped = (layout) => strip(source, { symbols, layout, filename: 'source.js', sourceMap: true });

/** @param {import('webpack').Configuration['devtool']} devtool */
async function bundled(devtool) {
  writeFileSync(path.join(folder, 'source.js'), source);
  const compiler = webpack({
    mode: 'none',
    target: ['web', 'es2022'],
    context: folder,
    devtool,
    entry: './source.js',
    output: { path: folder, filename: 'bundle.js', devtoolModuleFilenameTemplate: '[resource-path]' },
    module: { rules: [{ use: fileURLToPath(new URL('./map_loader.mjs', import.meta.url)) }] },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
  const bundle = readFileSync(path.join(folder, 'bundle.js'), 'utf8');
  const { code } = stripped('compact');
  return script(bundle, code);
}

/** A script of which a part is an output. @param {string} text @param {string} code */
function script(text, code) {
  const begin = text.indexOf(code);
  assert.ok(begin >= 0, 'the output is part of it as it is');
  const originOf = originIn(code);
  return {
    text,
    places: solid(code).map((offset) => placeOf(text, begin + offset)),
    /** Of a place in the output; null elsewhere: in what webpack adds, and at the end. */
    origin: ({ line, column }) => {
      const offset = offsetOf(text, line, column) - begin;
      return offset < 0 || offset >= code.length ? null : originOf(offset);
    },
  };
}

test('webpack joins the map of a loader to its own, and each token keeps its place', async () => {
  const { text, places, origin } = await bundled('source-map');
  const map = new TraceMap(readFileSync(path.join(folder, 'bundle.js.map'), 'utf8'));
  const tokens = places.filter(({ line, column }) => {
    const offset = offsetOf(text, line, column);
    return !/^(?:[\w$]|[^\0-\x7f]){2}/.test(text.slice(offset - 1, offset + 1));
  });
  for (const { line, column } of tokens) {
    const found = originalPositionFor(map, { line: line + 1, column });
    assert.equal(found.source, './source.js');
    assert.deepEqual({ line: found.line - 1, column: found.column }, origin({ line, column }), `${line}:${column}`);
  }
  assert.ok(tokens.length > 1000, `${tokens.length} tokens`);
});

test('DevTools show each place that V8 names where its token is in the source', async () => {
  const scripts = new Map([['/bundle.js', await bundled('inline-source-map')]]);
  for (const layout of /** @type {const} */ (['compact', 'loader'])) {
    const { code, map } = stripped(layout);
    const inline = Buffer.from(JSON.stringify(map)).toString('base64');
    const text = `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}\n`;
    scripts.set(`/${layout}.js`, script(text, code));
  }
  const context = await chromium.launchPersistentContext(path.join(folder, 'profile'), {
    executablePath,
    args: [...args, '--remote-debugging-port=0', '--remote-allow-origins=*'],
    headless: true,
  });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    const tools = await openDevTools(context, await idOf(session));
    const named = await runAndListen(page, session, scripts);
    const shown = await tools.evaluate(shownBy, { named, urls: [...scripts.keys()].map((name) => SITE + name) });
    const kinds = new Map();
    for (const [i, { name, line, column, how }] of named.entries()) {
      const origin = scripts.get(name).origin({ line, column });
      if (origin === null) continue;
      assert.deepEqual(shown[i], { isSource: true, ...origin }, `${how} ${name}:${line}:${column}`);
      kinds.set(`${name} ${how}`, (kinds.get(`${name} ${how}`) ?? 0) + 1);
    }
    for (const name of scripts.keys()) {
      for (const how of ['stack', 'pause', 'breakpoint']) assert.ok(kinds.get(`${name} ${how}`) > 50, `${name} ${how}`);
    }
  } finally {
    await context.close();
  }
});

/** @param {import('playwright-core').CDPSession} session */
async function idOf(session) {
  return (await session.send('Target.getTargetInfo')).targetInfo.targetId;
}

/** The DevTools of a page, in a page of their own. @param {import('playwright-core').BrowserContext} context @param {string} id */
async function openDevTools(context, id) {
  const [port] = readFileSync(path.join(folder, 'profile/DevToolsActivePort'), 'utf8').split('\n');
  const tools = await context.newPage();
  await tools.goto(`http://127.0.0.1:${port}/devtools/devtools_app.html?ws=127.0.0.1:${port}/devtools/page/${id}`);
  await tools.evaluate(async () => {
    const { TargetManager, DebuggerModel } = await import('/devtools/core/sdk/sdk.js');
    const models = TargetManager.TargetManager.instance();
    await new Promise((resolve) =>
      models.observeModels(DebuggerModel.DebuggerModel, { modelAdded: resolve, modelRemoved() {} }),
    );
  });
  return tools;
}

/** All places that V8 names in the scripts, which it runs. */
async function runAndListen(page, session, scripts) {
  const named = [];
  const names = new Map(); // of the scripts, by their ids
  let errors = 0;
  const add = (how, { scriptId, lineNumber, columnNumber }) => {
    if (names.has(scriptId))
      named.push({ name: names.get(scriptId), scriptId, line: lineNumber, column: columnNumber, how });
  };
  session.on('Debugger.scriptParsed', ({ scriptId, url }) => {
    if (url.startsWith(`${SITE}/`) && scripts.has(url.slice(SITE.length))) names.set(scriptId, url.slice(SITE.length));
  });
  session.on('Debugger.paused', ({ callFrames }) => {
    for (const { location, functionLocation } of callFrames) {
      add('pause', location);
      if (functionLocation) add('pause', functionLocation);
    }
    void session.send('Debugger.resume');
  });
  const { promise: all, resolve } = withResolvers();
  session.on('Runtime.exceptionThrown', ({ exceptionDetails: { stackTrace } }) => {
    for (const frame of stackTrace.callFrames) add('stack', frame);
    errors += 1;
    if (errors === scripts.size * groups.length ** 2) resolve();
  });
  await session.send('Runtime.enable');
  await session.send('Debugger.enable');
  await page.route(`${SITE}/**`, (route) => {
    const script = scripts.get(new URL(route.request().url()).pathname);
    const html = [...scripts.keys()].map((name) => `<script charset="utf-8" src="${name}"></script>`).join('');
    return script
      ? route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script.text })
      : route.fulfill({ contentType: 'text/html', body: html });
  });
  await page.goto(`${SITE}/`);
  await all;
  for (const scriptId of names.keys()) {
    const { locations } = await session.send('Debugger.getPossibleBreakpoints', {
      start: { scriptId, lineNumber: 0, columnNumber: 0 },
    });
    for (const location of locations) add('breakpoint', location);
  }
  return named;
}

/** In DevTools: where they show the places. */
async function shownBy({ named, urls }) {
  const { TargetManager, DebuggerModel } = await import('/devtools/core/sdk/sdk.js');
  const { DebuggerWorkspaceBinding } = await import('/devtools/models/bindings/bindings.js');
  const model = TargetManager.TargetManager.instance().primaryPageTarget().model(DebuggerModel.DebuggerModel);
  const scripts = model.scripts().filter(({ sourceURL }) => urls.includes(sourceURL));
  if (scripts.length !== urls.length) throw new Error(`DevTools know ${scripts.length} scripts`);
  await Promise.all(scripts.map((script) => model.sourceMapManager().sourceMapForClientPromise(script)));
  const binding = DebuggerWorkspaceBinding.DebuggerWorkspaceBinding.instance();
  const shown = [];
  for (const { scriptId, line, column } of named) {
    const location = model.createRawLocationByScriptId(scriptId, line, column);
    const { uiSourceCode, lineNumber, columnNumber } = await binding.rawLocationToUILocation(location);
    shown.push({ isSource: uiSourceCode.url().endsWith('source.js'), line: lineNumber, column: columnNumber });
  }
  return shown;
}

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}
