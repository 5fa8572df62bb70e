import { once } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { mergeConfig, runBuild, runServer } from 'metro';
import { FileStore } from 'metro-cache';
import { getDefaultConfig } from 'metro-config';
import WebSocket from 'ws';
import { iftrue } from '../../../dist/npm/metro.mjs';

/** @typedef {import('../tool.js').Job} Job */
/** @typedef {import('../tool.js').Built} Built */

const runtime = fileURLToPath(new URL('../node_modules/metro-runtime/', import.meta.url));

/** @param {Job} job @param {string[]} shown @returns {Promise<import('metro-config').ConfigT>} */
async function configured({ root, options, cache }, shown) {
  return mergeConfig(
    await getDefaultConfig(root),
    {
      maxWorkers: 2, // with one, files are transformed in this process
      cacheStores: cache === undefined ? [] : [new FileStore({ root: cache })],
      fileMapCacheDirectory: root,
      watchFolders: [root, runtime],
      reporter: {
        update: (event) => void (event.type === 'worker_stderr_chunk' && shown.push(event.chunk)),
      },
      resolver: {
        useWatchman: false,
        resolveRequest: (context, name, platform) =>
          name.endsWith('.css') ? { type: 'empty' } : context.resolveRequest(context, name, platform),
      },
      transformer: { assetRegistryPath: path.join(runtime, 'src/modules/empty-module.js') },
      server: { port: 0 },
    },
    iftrue(options),
  );
}

/** @type {import('../tool.js').Tool} */
export const tool = {
  name: 'Metro',
  entry: 'main.ts',
  kinds: ['json', 'jsx', 'ts', 'tsx'],
  caches: true,
  async build(job) {
    /** @type {string[]} */ const shown = [];
    await mkdir(job.out, { recursive: true });
    try {
      await runBuild(await configured(job, shown), {
        entry: 'src/main.ts',
        bundleOut: path.join(job.out, 'main.js'),
        sourceMap: true,
        sourceMapUrl: 'main.js.map',
        sourceMapOut: path.join(job.out, 'main.js.map'),
        minify: false,
      });
    } catch (error) {
      return { ok: false, shown: [...shown, describe(/** @type {Problem} */ (error))].join('\n') };
    }
    return { ok: true, shown: shown.join('\n') };
  },
  async watch(job, built) {
    const { device, close } = await serve(job, built);
    // Metro does not watch it: people load the app again.
    const watcher = watch(path.join(job.root, 'iftrue.toml'), () => device.load());
    return {
      close() {
        watcher.close();
        return close();
      },
    };
  },
};

/** A server, and a device that has loaded the app. @param {Job} job @param {(built: Built) => void} built */
export async function serve(job, built) {
  const config = await configured(job, []);
  await mkdir(job.out, { recursive: true });
  let ended = () => {};
  const end = new Promise((resolve) => (ended = () => resolve(undefined)));
  const { httpServer } = await runServer(config, {
    host: '127.0.0.1',
    watch: true, // also where CI is set
    onClose: () => ended(),
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (httpServer.address());
  const device = new Device(`127.0.0.1:${port}`, path.join(job.out, 'main.js'), built);
  await device.load();
  return {
    device,
    async close() {
      await device.close();
      httpServer.close();
      await end;
    },
  };
}

/** @typedef {{ module: [id: number, code: string] }} Update */
/** @typedef {{ filename?: string, lineNumber?: number, column?: number, message: string }} Problem */

/** @param {Problem} problem */
function describe({ filename, lineNumber, column, message }) {
  return `${filename}:${lineNumber}:${column}\n${message}`;
}

/** What runs the app: it loads the bundle and takes the updates of Fast Refresh. */
class Device {
  #loading = Promise.resolve();
  #bundle = '';
  /** @type {WebSocket | undefined} */ #updates;

  /** @param {string} host @param {string} out a file with the modules as they are now @param {(built: Built) => void} built */
  constructor(host, out, built) {
    this.host = host;
    this.out = out;
    this.built = built;
  }

  /** Loads the app, or loads it again. */
  load() {
    this.#loading = this.#loading.then(async () => {
      this.#updates?.close();
      const url = `http://${this.host}/src/main.bundle?platform=web&dev=true&minify=false`;
      const response = await fetch(url);
      const text = await response.text();
      if (!response.ok) return this.built({ ok: false, shown: describe(JSON.parse(text)) });
      this.#bundle = text;
      const updates = new WebSocket(`ws://${this.host}/hot`);
      this.#updates = updates;
      await once(updates, 'open');
      const registered = new Promise((resolve, reject) => {
        updates.on('message', (message) => {
          const { type, body } = JSON.parse(`${message}`);
          // An edit of iftrue.toml since the bundle was loaded is an error.
          if (type === 'bundle-registered' || type === 'error') resolve(undefined);
          if (type === 'error') this.built({ ok: false, shown: describe(body) });
          if (type === 'update') void this.#update(body).then(() => this.built({ ok: true, shown: '' }), reject);
        });
      });
      updates.send(JSON.stringify({ type: 'register-entrypoints', entryPoints: [url] }));
      await registered;
    });
    return this.#loading;
  }

  async close() {
    await this.#loading;
    this.#updates?.close();
  }

  /** @param {{ added: Update[], modified: Update[] }} update */
  async #update({ added, modified }) {
    for (const { module } of [...added, ...modified]) {
      const [id, code] = module;
      this.#bundle = this.#bundle.replace(
        new RegExp(`^__d\\((?:(?!^__d).)*?^\\},${id},.*?\\n`, 'ms'),
        () => `${code}\n`,
      );
    }
    await writeFile(this.out, this.#bundle);
  }
}
