// Settings as the fragment of a link, which no server sees: a version, and their JSON, deflated, in base64url.

import { settingsOf, type Settings } from './settings.js';

const version = '1.';

// A short fragment can inflate to more than a page holds.
const largest = 16_000_000; // bytes

/** A fragment that holds no settings; `reason` is a key of the words. */
export class LinkError extends Error {
  override readonly name = 'LinkError';

  constructor(readonly reason: 'damagedLink' | 'newerLink' | 'largeLink') {
    super(reason);
  }
}

export async function fragmentOf(settings: Settings): Promise<string> {
  const json = new Blob([JSON.stringify(settings)]).stream();
  const deflated = await new Response(json.pipeThrough(new CompressionStream('deflate-raw'))).arrayBuffer();
  return version + base64urlOf(new Uint8Array(deflated));
}

/** @throws {LinkError} */
export async function settingsIn(fragment: string): Promise<Settings> {
  if (!fragment.startsWith(version)) throw new LinkError(/^\d+\./.test(fragment) ? 'newerLink' : 'damagedLink');
  const json = await inflate(bytesOf(fragment.slice(version.length)));
  const settings = settingsOf(parse(json));
  if (settings === undefined) throw new LinkError('damagedLink');
  return settings;
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let size = 0;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > largest) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw new LinkError('damagedLink'); // by the stream or the decoder, which throw TypeErrors
  }
  await reader.cancel();
  throw new LinkError('largeLink');
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new LinkError('damagedLink');
  }
}

function base64urlOf(bytes: Uint8Array): string {
  let characters = '';
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    characters += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(base64url)) throw new LinkError('damagedLink');
  try {
    const characters = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(characters, (character) => character.charCodeAt(0));
  } catch {
    throw new LinkError('damagedLink');
  }
}
