import type { Http } from './contract.js';



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
