// Globs as the project file has them: the manual, "The project file", describes them.
//
//   *      any characters of one name          [a-z] [!a-z]  one character of a set
//   ?      one character of a name             {a,b}         one of several
//   **     any number of whole names, also zero

/** @throws {Error} if a pattern is malformed or leads outside its folder; the message quotes it */
export class Glob {
  readonly #whole: RegExp;
  readonly #folder: RegExp | undefined; // of a pattern that ends in "/**"

  constructor(readonly pattern: string) {
    const own = pattern.replace(/^(\.\/)+/, '');
    if (own === '') throw new Error('an empty glob matches nothing');
    if (own.startsWith('/') || own.split('/').includes('..')) {
      throw new Error(`glob '${pattern}' leads outside its folder`);
    }
    this.#whole = compile(own, pattern);
    this.#folder = own.endsWith('/**') ? compile(own.slice(0, -'/**'.length), pattern) : undefined;
  }

  /** @param path relative, with `/` between the names */
  matches(path: string): boolean {
    return this.#whole.test(path);
  }

  /** Whether it matches whatever is below the folder. */
  covers(path: string): boolean {
    return this.#folder?.test(path) ?? false;
  }
}

function compile(pattern: string, written: string): RegExp {
  try {
    return new RegExp(`^(?:${translate(pattern)})$`, 'su');
  } catch {
    throw new Error(`glob '${written}' is malformed: a '[' or '{' without its end, or a set that is none or holds '/'`);
  }
}

/** Throws, or returns what is no regular expression, if the pattern is malformed. */
function translate(pattern: string): string {
  let regex = '';
  let depth = 0;
  for (let rest = pattern, before = '/'; rest !== ''; ) {
    let [matched, written] = ['', ''];
    const isAtName = before === '/' || before === '{' || before === ',';
    const whole = isAtName ? (/^\*\*(?:\/|$)/.exec(rest) ?? (depth > 0 ? /^\*\*(?=[},])/.exec(rest) : null)) : null;
    if (whole !== null) {
      matched = whole[0];
      written = matched.endsWith('/') ? '(?:[^/]+/)*' : '.+';
    } else if (rest.startsWith('*')) {
      matched = /^\*+/.exec(rest)![0];
      written = '[^/]*';
    } else if (rest.startsWith('?')) {
      [matched, written] = ['?', '[^/]'];
    } else if (rest.startsWith('[')) {
      matched = /^\[[!^]?[^][^\]]*\]/.exec(rest)![0];
      written = setOf(matched);
    } else if (rest.startsWith('{')) {
      ++depth;
      [matched, written] = ['{', '(?:'];
    } else if (rest.startsWith('}') && depth > 0) {
      --depth;
      [matched, written] = ['}', ')'];
    } else if (rest.startsWith(',') && depth > 0) {
      [matched, written] = [',', '|'];
    } else {
      matched = String.fromCodePoint(rest.codePointAt(0)!);
      written = matched.replace(/[\\.+*?()|[\]{}^$/]/, '\\$&');
    }
    regex += written;
    rest = rest.slice(matched.length);
    before = matched.at(-1)!;
  }
  return regex; // with a '{' without its end, a group that has none
}

function setOf(written: string): string {
  const isNegated = /^\[[!^]/.test(written);
  const characters = written.slice(isNegated ? 2 : 1, -1).replace(/[\\[\]^]/g, '\\$&');
  const set = `[${isNegated ? '^/' : ''}${characters}]`;
  if (new RegExp(set, 'u').test('/')) throw new Error('a set stays within a name');
  return set;
}
