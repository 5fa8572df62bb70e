import type { Diagnostic } from './types.js';

/** A text has an error, so that there is no output. */
export class IftrueError extends Error {
  override readonly name = 'IftrueError';
  /** At least one, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(describe).join('\n'));
    this.diagnostics = diagnostics;
  }
}

function describe({ file, line, column, severity, message, code }: Diagnostic): string {
  return `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
}
