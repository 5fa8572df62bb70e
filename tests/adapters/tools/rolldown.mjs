import { rolldown, watch } from 'rolldown';
import vue from 'unplugin-vue/rolldown';
import path from 'node:path';
import { iftrue } from '../../../dist/npm/rolldown.mjs';
