import type { HttpResponse, Upload } from './contract.js';


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

