// The client that all pages share, and its conversations. They are no data of a page: Vue would wrap each object in them.
import { createClient } from 'echatim-sdk-uniapp';
import conversationsOf from './conversations.js';
import { config } from './config.js';

let chat = null;

/** The app's chat; the first page starts it. What its query says stands for what the config says, such as `?loginAuid=bob`. */
export function chatFor(query = {}) {
  if (chat === null) {
    const known = Object.keys(config).filter((name) => name in query);
    const own = Object.assign({}, config);
    known.forEach((name) => (own[name] = typeof config[name] === 'number' ? Number(query[name]) : query[name]));
    const base = own.host.includes('://') ? own.host : `http://${own.host}`;
    own.fileServerConfig = { use: 'local', client: 'plupload', baseUrl: `${base}:${own.httpPort}`, version: 'v1' };
    chat = conversationsOf(createClient(own), own.loginAuid);
    chat.start();
  }
  return chat;
}

export function leave() {
  chat.client.close();
  chat = null;
}
