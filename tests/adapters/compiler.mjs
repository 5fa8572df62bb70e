// A Tool of webpack's kind: what the tests of webpack and Rspack share.

/**
 * @typedef {import('./tool.js').Job} Job
 * @typedef {import('./tool.js').Built} Built
 * @typedef {{ hasErrors(): boolean, toString(options: object): string }} Stats
 * @typedef {(error: Error | null, stats?: Stats) => void} Handler
 * @typedef {{ run(handler: Handler): void, watch(options: object, handler: Handler): { close(done: () => void): void } | undefined, close(done: () => void): void }} Compiler
 */

/** What both read in the same way. @param {Job} job */
export const common = ({ root, out }) => ({
  context: root,
  mode: /** @type {const} */ ('production'),
  devtool: /** @type {const} */ ('source-map'),
  entry: './src/vue.ts',
  output: { path: out },
  resolve: { extensions: ['.ts', '.tsx', '.js'] },
  externals: { vue: 'commonjs vue' },
  optimization: { minimize: false },
  infrastructureLogging: { level: /** @type {const} */ ('error') },
});

/** @param {Error | null} error @param {Stats} [stats] @returns {Built} */
function told(error, stats) {
  if (stats === undefined) return { ok: false, shown: `${error?.stack}` };
  return { ok: !stats.hasErrors(), shown: stats.toString({ all: false, errors: true, warnings: true, colors: false }) };
}

/** One build. @param {Compiler} compiler @returns {Promise<Built>} */
export function built(compiler) {
  return new Promise((resolve) => {
    compiler.run((error, stats) => {
      const result = told(error, stats);
      compiler.close(() => resolve(result)); // which also writes the cache
    });
  });
}

/** @param {Compiler} compiler @param {(built: Built) => void} tell @returns {{ close(): Promise<void> }} */
export function watched(compiler, tell) {
  const watching = compiler.watch({}, (error, stats) => tell(told(error, stats)));
  if (watching === undefined) throw new Error('it does not watch');
  return { close: () => new Promise((resolve) => watching.close(() => compiler.close(() => resolve()))) };
}

/**
 * A development server, on a page whose script is the bundle.
 *
 * @param {(options: object) => { start(): Promise<void>, stop(): Promise<void>, server?: unknown }} create
 */
export async function served(create) {
  const page = '<!doctype html><meta charset="utf-8"><script defer src="/main.js"></script>';
  const server = create({
    host: '127.0.0.1',
    port: 0,
    client: { logging: 'none' },
    devMiddleware: { stats: 'none' },
    static: false,
    /** @param {{ name: string, middleware: unknown }[]} middlewares */
    setupMiddlewares: (middlewares) => [
      {
        name: 'page',
        path: '/page.html',
        /** @param {unknown} _ @param {import('node:http').ServerResponse} response */
        middleware: (_, response) => void response.setHeader('content-type', 'text/html').end(page),
      },
      ...middlewares,
    ],
  });
  await server.start();
  const { port } = /** @type {import('node:net').AddressInfo} */ (
    /** @type {import('node:http').Server} */ (server.server).address()
  );
  return { url: `http://127.0.0.1:${port}/page.html`, close: () => server.stop() };
}
