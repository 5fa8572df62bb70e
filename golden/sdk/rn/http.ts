import type { Http } from './contract.js';

export const http: Http = ({ url, headers, body }) => {
  const controller = new AbortController();
  const request = fetch(url, { method: 'POST', headers, body, signal: controller.signal });
  return {
    result: request.then(async (response) => ({ status: response.status, body: await response.text() })),
    cancel: () => controller.abort(),
  };
};


