// Paths as the program has them, and as Node.js takes them. The program's are bytes with slashes; here each byte is a
// character. On Windows, C:\a is /C:/a to the program.

import path from 'node:path';

/** A path of the program: a character for each byte. */
export type BytePath = string;

const isWindows = process.platform === 'win32';

/** What Node.js's functions take. */
export function hostPath(bytes: BytePath): Buffer | string {
  const path = Buffer.from(bytes, 'latin1');
  if (!isWindows) return path;
  const text = path.toString('utf8');
  return /^\/[A-Za-z]:(?:\/|$)/.test(text) ? (text.length === 3 ? `${text.slice(1)}/` : text.slice(1)) : text;
}

/** @param host a path or a name that Node.js has given */
export function bytePath(host: Buffer | string): BytePath {
  if (typeof host !== 'string') return host.toString('latin1');
  let text = host;
  if (isWindows) {
    text = text.replaceAll('\\', '/');
    if (/^[A-Za-z]:(?:\/|$)/.test(text)) text = `/${text}`;
  }
  return Buffer.from(text, 'utf8').toString('latin1');
}

/**
 * The arguments of the command line, for the program. On Windows an absolute path, alone or after `--option=`, becomes one
 * of the program's, and its backslashes slashes; so do those of relative paths.
 */
export function programArguments(given: readonly string[]): string[] {
  if (!isWindows) return [...given];
  return given.map((argument) => {
    const [, option = '', value = ''] = /^(--[\w-]+=)?(.*)$/s.exec(argument) ?? [];
    if (path.win32.isAbsolute(value) && /^[A-Za-z]:/.test(value)) {
      return option + Buffer.from(bytePath(value), 'latin1').toString('utf8');
    }
    return option === '' && value.startsWith('-') ? argument : option + value.replaceAll('\\', '/');
  });
}
