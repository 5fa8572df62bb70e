// What the tests of Rollup, Rolldown and Vite share: their watchers send the same events.

/** @typedef {{ message: string, loc?: { file?: string | undefined, line: number, column: number } | undefined, frame?: string | undefined }} Log */
/** @typedef {{ code: string, error?: unknown, result?: { close(): Promise<void> } | null }} Event */

/** As Rollup's command prints it. @param {unknown} log */
export function describe(log) {
  const { message, loc, frame } = /** @type {Log} */ (log);
  return [loc ? `${loc.file}:${loc.line}:${loc.column}` : '', message, frame ?? ''].join('\n');
}

/**
 * @param {{ on(name: 'event', listener: (event: Event) => void): unknown, close(): Promise<void> }} watcher
 * @param {readonly string[]} shown what the tool has logged
 * @param {(built: import('./tool.js').Built) => void} built
 */
export function watched(watcher, shown, built) {
  watcher.on('event', ({ code, error, result }) => {
    if (code === 'BUNDLE_END') void result?.close().then(() => built({ ok: true, shown: shown.join('\n') }));
    if (code === 'ERROR') built({ ok: false, shown: describe(error) });
  });
  return { close: () => watcher.close() };
}
