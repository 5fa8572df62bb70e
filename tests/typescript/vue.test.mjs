// iftrue-tsc --vue: components with regions in the script and in the template, by the project's own vue-tsc.

import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { test } from 'node:test';
import { create, tsc } from './tsc.mjs';
import { NATIVE, typescriptFolder } from './tsserver.mjs';

const COMPONENT = `<script setup lang="ts">
/*IFTRUE_WEB*/
const kind: number = 1;
/*ELSE_WEB*/
const kind: number = 'wx';
/*FITRUE_WEB*/
</script>
<template>
  <!--IFTRUE_WX--><p title="中🎉">{{ kind.wx }}</p><!--ELSE_WX--><p>{{ kind.web }}</p><!--FITRUE_WX-->
</template>
`;
const MAIN = `import Component from './component.vue';
export const text: string = Component;
`;

/** @param {import('node:test').TestContext} t @param {Record<string, string>} files */
async function createApp(t, files) {
  const options = { lib: ['es2022', 'dom'] };
  const project = await create(t, 'typescript-6', files, { options });
  // They find TypeScript beside themselves.
  for (const name of ['vue', 'vue-tsc']) await symlink(typescriptFolder(name), project.path(`node_modules/${name}`));
  return project;
}

test('errors in scripts and templates are those of the target, at places of the source', async (t) => {
  const project = await createApp(t, { 'src/component.vue': COMPONENT, 'src/main.ts': MAIN });
  /** @param {string} shown */
  const errorsIn = (shown) => shown.match(/^\S+\(\d+,\d+\): error TS\d+/gm)?.sort();
  const web = tsc(project.root, ['-t', 'web', '--vue']);
  assert.equal(web.status, 2);
  const column = (/** @type {string} */ word) => (COMPONENT.split('\n')[8] ?? '').indexOf(word) + 1;
  const main = 'src/main.ts(2,14): error TS2322';
  assert.deepEqual(errorsIn(web.shown), [`src/component.vue(9,${column('web }}')}): error TS2339`, main]);
  const { status, shown } = tsc(project.root, ['--vue', '--all']);
  assert.equal(status, 1);
  assert.match(shown, /iftrue-tsc: errors for 2 of 2 targets: web, wx\n$/);
  const wx = ['src/component.vue(5,7): error TS2322', `src/component.vue(9,${column('wx }}')}): error TS2339`, main];
  assert.deepEqual(errorsIn(shown.slice(shown.indexOf('== wx'))), wx);
});

test('a wrong directive in a component is the only error', async (t) => {
  const wrong = COMPONENT.replace('<!--FITRUE_WX-->', '');
  const project = await createApp(t, { 'src/component.vue': wrong, 'src/main.ts': MAIN });
  const { status, shown } = tsc(project.root, ['-t', 'web', '--vue']);
  assert.equal(status, 1);
  assert.match(shown, /^src\/component\.vue:9:7: error: IFTRUE_WX is never ended: no FITRUE_WX follows \[E001\]\n/);
  assert.doesNotMatch(shown, /TS\d/);
});

test('what it cannot do is refused, with the reason', async (t) => {
  const project = await create(t, NATIVE, {});
  assert.match(tsc(project.root, ['-t', 'web', '--vue']).shown, /vue-tsc is not installed in/);
  await project.write('node_modules/vue-tsc/package.json', '{ "version": "3.0.0" }');
  const { status, shown } = tsc(project.root, ['-t', 'web', '--vue']);
  assert.equal(status, 2);
  assert.match(shown, /--vue runs vue-tsc with TypeScript 5 or 6, not 7\.\S+, which has no JavaScript for it/);
});
