// Paths as the program has them, and as Node.js takes them. The program's are bytes with slashes; here each byte is a
// character. On Windows, C:\a is /C:/a to the program.

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
  if (isWindows) return Buffer.from(withSlashes(host.toString())).toString('latin1');
  return (typeof host === 'string' ? Buffer.from(host) : host).toString('latin1');
}

/**
 * The arguments of the command line, for the program. On Windows what is no option may be a path, and so may the value of
 * one after `=`.
 */
export function programArguments(given: readonly string[]): string[] {
  if (!isWindows) return [...given];
  return given.map((argument) => {
    const [, option = '', value = ''] = /^(--[\w-]+=)?(.*)$/s.exec(argument) ?? [];
    return option === '' && value.startsWith('-') ? argument : option + withSlashes(value);
  });
}

/** A path of Windows as one of the program. */
function withSlashes(host: string): string {
  const path = host.replaceAll('\\', '/');
  return /^[A-Za-z]:(?:\/|$)/.test(path) ? `/${path}` : path;
}
