import type { Http } from './contract.js';

/*IFTRUE_(WEBAPP || RNAPP)*/
export const http: Http = ({ url, headers, body }) => {
  const controller = new AbortController();
  const request = fetch(url, { method: 'POST', headers, body, signal: controller.signal });
  return {
    result: request.then(async (response) => ({ status: response.status, body: await response.text() })),
    cancel: () => controller.abort(),
  };
};
/*FITRUE_(WEBAPP || RNAPP)*/

/*IFTRUE_(WXAPP || UNIAPP)*/
export const http: Http = ({ url, headers, body }) => {
  let task: { abort(): void } | undefined;
  const result = new Promise<{ status: number; body: string }>((resolve, reject) => {
    task = mini.request({
      url,
      method: 'POST',
      header: headers,
      data: body,
      // By default ('json') the platform parses the body itself, and hands over bare text when that fails.
      dataType: 'text',
      responseType: 'text',
      success: ({ statusCode, data }) => resolve({ status: statusCode, body: String(data) }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
  return { result, cancel: () => task?.abort() };
};
/*FITRUE_(WXAPP || UNIAPP)*/

/*IFTRUE_NATIVEAPP*/
export const http: Http = ({ url, headers, body }) => {
  let id = 0;
  const result = new Promise<{ status: number; body: string }>((resolve, reject) => {
    id = __echatHost.request({ method: 'POST', url, headers, body }, (error, status, text) => {
      if (error === null) resolve({ status, body: text });
      else reject(new Error(error));
    });
  });
  return { result, cancel: () => __echatHost.cancelRequest(id) };
};
/*FITRUE_NATIVEAPP*/
