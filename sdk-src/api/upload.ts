import type { Settings } from '../base/config.js';
import { ConfigError, ProtocolError, RefusedError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import type { CallOptions } from '../base/scope.js';
import type { StoredFile } from '../model/file.js';
import type { Platform, UploadFile, UploadProgress } from '../platform/contract.js';
import { ApiResponse } from '../wire/answer.js';
import { type Caller, answerOf, bearer } from './caller.js';

export interface UploadOptions extends CallOptions {
  onProgress?(progress: UploadProgress): void;
}

/** Of a message with a file. */
export interface SendFileOptions extends UploadOptions {
  /** The message's name, which no other message of the account has; by default the SDK makes one. */
  readonly clientMessageId?: string;
}

/** Brings files to the file server of the config. */
export class Uploader {
  constructor(
    private readonly settings: Settings,
    private readonly platform: Platform,
    private readonly caller: Caller,
  ) {}

  /**
   * Takes as long as it takes, unless the options say otherwise.
   * @throws ConfigError without a file server, RefusedError for the server's "no", and as API calls do
   */
  async upload(file: UploadFile, { onProgress, ...options }: UploadOptions = {}): Promise<StoredFile> {
    const url = this.settings.uploadUrl;
    if (url === null) throw new ConfigError('fileServerConfig', 'is required for uploads');
    const answer = await this.caller.authorised(options, (jwt, scope) =>
      answerOf(scope, () =>
        this.platform.upload({ url, headers: bearer(jwt), field: 'file', file, ...(onProgress && { onProgress }) }),
      ),
    );
    const response = new ApiResponse(answer);
    if (response.isFailed()) throw new RefusedError('the upload', response.code, response.msg);
    return readStoredFile(response.data);
  }
}

/** @throws ProtocolError */
function readStoredFile(data: unknown): StoredFile {
  const { url, name, size } = fieldsOf(data);
  if (typeof url !== 'string' || typeof name !== 'string' || typeof size !== 'number') {
    throw new ProtocolError('an upload was answered without url, name and size');
  }
  return { url, name, size };
}
