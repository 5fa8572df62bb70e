// `wx.request` and `wx.uploadFile` over real HTTP, as strict as the base library at its strictest.

import path from 'node:path';
import { exchange, fileForm } from '../exchange.mjs';
import { Strictness } from './strictness.mjs';

/** @typedef {import('../../bench.mjs').Job} Job @typedef {import('./wx.mjs').Engine} Engine */
/** The part that all options share; methods, because each API's own callbacks are told more than `errMsg`.
 * @typedef {{ timeout?: number, fail?(result: { errMsg: string }): void, complete?(result: { errMsg: string }): void }} Option */

/** At most so many requests at once. Source: the mini-program's network guide, "usage limits". */
const maxRequests = 10;
/** Milliseconds, as the guide says. */
const defaultTimeout = 60000;

export class WxNetwork {
  #job;
  #engine;
  #requests = 0;

  /** @param {Job} job @param {Engine} engine */
  constructor(job, engine) {
    this.#job = job;
    this.#engine = engine;
  }

  /** @param {WechatMiniprogram.RequestOption} option @returns {Pick<WechatMiniprogram.RequestTask, 'abort'>} */
  request(option) {
    Strictness.options('wx.request', option, [
      'url',
      'method',
      'header',
      'data',
      'dataType',
      'responseType',
      'timeout',
      'success',
      'fail',
      'complete',
    ]);
    const { method = 'GET', data, dataType = 'json', responseType = 'text', success } = option;
    const headers = headersOf('wx.request', option.header);
    if (data !== undefined && typeof data !== 'string' && !this.#engine.isBuffer(data))
      throw Strictness.broken('wx.request', 'data: only text and ArrayBuffer are served');
    const body =
      typeof data === 'string'
        ? Buffer.from(data)
        : Buffer.from(/** @type {ArrayBuffer} */ (data ?? new ArrayBuffer(0)));
    return this.#perform('request', option, async (signal) => {
      const reply = await exchange({
        url: httpUrl('wx.request', option.url),
        method,
        body,
        signal,
        ca: this.#job.certificate,
        headers: { 'content-type': 'application/json', ...headers, 'content-length': String(body.length) },
      });
      const content =
        responseType === 'arraybuffer'
          ? this.#engine.buffer(reply.body)
          : parsed(reply.body.toString('utf8'), dataType);
      /** @type {Partial<WechatMiniprogram.RequestSuccessCallbackResult>} */
      const result = {
        errMsg: 'request:ok',
        statusCode: reply.status,
        header: reply.headers,
        data: content,
        cookies: [],
      };
      return () => success?.(/** @type {WechatMiniprogram.RequestSuccessCallbackResult} */ (result));
    });
  }

  /** @param {WechatMiniprogram.UploadFileOption} option
   * @returns {Pick<WechatMiniprogram.UploadTask, 'abort' | 'onProgressUpdate' | 'offProgressUpdate'>} */
  uploadFile(option) {
    Strictness.options('wx.uploadFile', option, [
      'url',
      'filePath',
      'name',
      'header',
      'formData',
      'timeout',
      'success',
      'fail',
      'complete',
    ]);
    if (option.formData !== undefined) throw Strictness.broken('wx.uploadFile', 'formData is not served');
    const headers = headersOf('wx.uploadFile', option.header);
    /** @type {Set<WechatMiniprogram.UploadTaskOnProgressUpdateCallback>} */
    const listeners = new Set();
    const task = this.#perform('uploadFile', option, async (signal) => {
      const file = this.#pathOf(option.filePath);
      const form = await fileForm(
        { field: option.name, fileName: path.basename(file), path: file },
        (totalBytesSent, totalBytesExpectedToSend) => {
          const progress = Math.floor((100 * totalBytesSent) / totalBytesExpectedToSend);
          if (!signal.aborted)
            listeners.forEach((listener) => listener({ progress, totalBytesSent, totalBytesExpectedToSend }));
        },
      );
      const url = httpUrl('wx.uploadFile', option.url);
      const reply = await exchange({
        url,
        method: 'POST',
        headers: { ...headers, ...form.headers },
        body: form.body,
        signal,
        ca: this.#job.certificate,
      });
      const result = { errMsg: 'uploadFile:ok', statusCode: reply.status, data: reply.body.toString('utf8') };
      return () => option.success?.(/** @type {WechatMiniprogram.UploadFileSuccessCallbackResult} */ (result));
    });
    return {
      abort: task.abort,
      onProgressUpdate: (listener) => void listeners.add(listener),
      offProgressUpdate: (listener) => void (listener ? listeners.delete(listener) : listeners.clear()),
    };
  }

  /** Local files are `wxfile://…`; the host keeps them in the run's folder. @param {string} filePath */
  #pathOf(filePath) {
    const [, name] = /^wxfile:\/\/tmp\/([^/]+)$/.exec(filePath) ?? [];
    if (name === undefined) throw new Error(`file not found: ${filePath}`);
    return path.join(path.dirname(this.#job.suite), name);
  }

  /**
   * @param {string} api @param {Option} option
   * @param {(signal: AbortSignal) => Promise<() => void>} work gives the call of `success`
   */
  #perform(api, option, work) {
    const controller = new AbortController();
    const handle = {};
    this.#job.resources.opened(handle, `wx.${api}`, () => controller.abort());
    this.#requests += 1;
    const tooMany = this.#requests > maxRequests;
    const run = async () => {
      if (tooMany) throw new Error(`exceed max ${api} connection count ${maxRequests}`);
      return work(AbortSignal.any([controller.signal, AbortSignal.timeout(option.timeout ?? defaultTimeout)]));
    };
    const end = () => {
      this.#requests -= 1;
      this.#job.resources.closed(handle);
      return !this.#job.resources.ended;
    };
    run().then(
      (succeed) => {
        if (!end()) return;
        succeed();
        option.complete?.({ errMsg: `${api}:ok` });
      },
      (error) => {
        if (!end()) return;
        const reason = controller.signal.aborted ? 'abort' : error instanceof Error ? error.message : String(error);
        option.fail?.({ errMsg: `${api}:fail ${reason}` });
        option.complete?.({ errMsg: `${api}:fail ${reason}` });
      },
    );
    return { abort: () => controller.abort() };
  }
}

/** @param {string} api @param {string} url */
function httpUrl(api, url) {
  if (!/^https?:\/\//.test(url)) throw Strictness.broken(api, `url: ${url} is no http address`);
  return url;
}

/** @param {string} api @param {WechatMiniprogram.IAnyObject | undefined} header @returns {Record<string, string>} */
function headersOf(api, header = {}) {
  for (const name of Object.keys(header)) {
    if (name.toLowerCase() === 'referer') throw Strictness.broken(api, 'header: Referer is not settable');
    if (typeof header[name] !== 'string') throw Strictness.broken(api, `header: ${name} is no string`);
  }
  return header;
}

/** wx hands over the bare text when it is no JSON. @param {string} text @param {string} dataType @returns {string | object} */
function parsed(text, dataType) {
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
