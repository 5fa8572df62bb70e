import type { HttpResponse, Upload } from './contract.js';



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
