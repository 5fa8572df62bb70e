// The package `iftrue/browser`: the same functions, after `await init()`.

import { useEngine } from './api.js';

/**
 * Loads the engine. The other functions can be called when it has resolved.
 *
 * @param source where `engine.wasm` of the package is, or its bytes; without it, the file beside this module
 */
export async function init(source: string | URL | BufferSource = ownEngine()): Promise<void> {
  const module = await load(source);
  useEngine(() => module);
}

function ownEngine(): URL {
  // Undefined in the CommonJS module.
  const place: string | undefined = import.meta.url;
  if (place === undefined) throw new Error('iftrue: init() needs the URL of engine.wasm, or its bytes, here');
  return new URL('engine.wasm', place);
}

async function load(source: string | URL | BufferSource): Promise<WebAssembly.Module> {
  if (typeof source !== 'string' && !(source instanceof URL)) return WebAssembly.compile(source);
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${String(source)}: ${response.status} ${response.statusText}`);
  return WebAssembly.compile(await response.arrayBuffer());
}

export * from './public.js';
