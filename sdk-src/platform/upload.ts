import type { HttpResponse, Upload } from './contract.js';

/*IFTRUE_(WEBAPP || RNAPP)*/
/** By XMLHttpRequest, because `fetch` tells nothing of an upload's progress. */
export const upload: Upload = ({ url, headers, field, file, onProgress }) => {
  const form = new FormData();
  /*IFTRUE_WEBAPP*/
  form.append(field, file, file instanceof File ? file.name : 'file');
  /*FITRUE_WEBAPP*/
  /*IFTRUE_RNAPP*/
  form.append(field, file);
  /*FITRUE_RNAPP*/

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
/*FITRUE_(WEBAPP || RNAPP)*/

/*IFTRUE_(WXAPP || UNIAPP)*/
export const upload: Upload = ({ url, headers, field, file, onProgress }) => {
  let task: { abort(): void } | undefined;
  const result = new Promise<HttpResponse>((resolve, reject) => {
    const uploading = mini.uploadFile({
      url,
      header: headers,
      name: field,
      filePath: file.path,
      success: ({ statusCode, data }) => resolve({ status: statusCode, body: data }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    });
    task = uploading;
    uploading.onProgressUpdate(({ totalBytesSent, totalBytesExpectedToSend }) =>
      onProgress?.({ sent: totalBytesSent, total: totalBytesExpectedToSend }),
    );
  });
  return { result, cancel: () => task?.abort() };
};
/*FITRUE_(WXAPP || UNIAPP)*/

/*IFTRUE_NATIVEAPP*/
export const upload: Upload = ({ url, headers, field, file, onProgress }) => {
  const fileName = file.name ?? file.path.replace(/^.*[/\\]/, '');
  let id = 0;
  const result = new Promise<HttpResponse>((resolve, reject) => {
    id = __echatHost.upload(
      { url, headers, field, path: file.path, fileName },
      (sent, total) => onProgress?.({ sent, total }),
      (error, status, body) => {
        if (error === null) resolve({ status, body });
        else reject(new Error(error));
      },
    );
  });
  return { result, cancel: () => __echatHost.cancelRequest(id) };
};
/*FITRUE_NATIVEAPP*/
