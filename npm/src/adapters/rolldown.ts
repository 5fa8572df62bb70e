// The plugin for Rolldown, which takes Rollup's.

export { iftrue, type AdapterOptions, type RollupPlugin as RolldownPlugin } from './rollup.js';
