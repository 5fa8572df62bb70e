import type { HttpResponse, Upload } from './contract.js';

/** By XMLHttpRequest, because `fetch` tells nothing of an upload's progress. */
export const upload: Upload = ({ url, headers, field, file, onProgress }) => {
  const form = new FormData();
  form.append(field, file);

  const request = new XMLHttpRequest();
  const result = new Promise<HttpResponse>((resolve, reject) => {
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(new Error(`no answer from ${url}`));
    request.upload.onprogress = ({ loaded, total }) => onProgress?.({ sent: loaded, total });
    request.open('POST', url);
    for (const name of Object.keys(headers)) request.setRequestHeader(name, headers[name] ?? '');
    request.send(form);
  });
  return { result, cancel: () => request.abort() };
};


