import type { Http } from './contract.js';


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

