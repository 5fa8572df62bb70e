// What a tool that checks a file reads of it for a target: as many UTF-16 code units as there are, so that every offset is the source's.

import type { Adapter } from './adapter.js';
import type { Problem } from './problem.js';

export interface TargetText {
  readonly masked: string;
  /** Not empty where a directive is wrong; then `masked` is the text as it stands. */
  readonly problems: readonly Problem[];
}

/**
 * A file that the target does not have is blank: no module, so that an import of it is TypeScript's own error.
 *
 * @param file an absolute path for which `concerns` holds
 */
export function targetText(adapter: Adapter, file: string, text: string): TargetText {
  if (!adapter.has(file)) return { masked: text.replace(/[^\r\n\u2028\u2029]/g, ' '), problems: [] };
  const { code, errors } = adapter.transform(file, text, 'mask');
  return { masked: code, problems: errors };
}
