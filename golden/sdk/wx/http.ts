import type { Http } from './contract.js';


export const http: Http = ({ url, headers, body }) => {
  let task: WechatMiniprogram.RequestTask | undefined;
  const result = new Promise<{ status: number; body: string }>((resolve, reject) => {
    task = wx.request<string>({
      url,
      method: 'POST',
      header: headers,
      data: body,
      // By default ('json') wx parses the body itself, and hands over bare text when that fails.
      dataType: 'text',
      responseType: 'text',
      success: ({ statusCode, data }) => resolve({ status: statusCode, body: data }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
  });
  return { result, cancel: () => task?.abort() };
};

