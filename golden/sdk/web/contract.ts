/**
 * The platform contract: all that the SDK asks of the place it runs in.
 *
 * Each file beside this one implements one member for every platform, in groups that the build keeps for one target
 * each. Nothing outside this folder knows which platform it is on. The contract has no time limits (callers cancel),
 * no retries and no knowledge of E聊: it moves text, bytes and files.
 */
export interface Platform {
  readonly http: Http;
  readonly openSocket: OpenSocket;
  readonly upload: Upload;
  /** The store that clients use unless their config brings its own. */
  readonly storage: Storage;
  readonly locks: Locks;
  readonly network: Network;
  readonly foreground: Foreground;
  readonly timers: Timers;
  readonly unique: Unique;
  readonly log: Log;
}

/** Work under way. After `cancel` the result may stay open for ever: whoever cancels has stopped waiting. */
export interface Task<T> {
  /** Rejects with any `Error` when there is no result, in words for a developer. */
  readonly result: Promise<T>;
  /** Gives the work up. Does nothing when it is over. */
  cancel(): void;
}

export interface HttpRequest {
  /** `http:` or `https:`, escaped. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface HttpResponse {
  readonly status: number;
  /** Decoded as UTF-8; JSON stays text. */
  readonly body: string;
}

/** A POST. Any status is a result; only the lack of an answer rejects. */
export type Http = (request: HttpRequest) => Task<HttpResponse>;

/** What a socket tells its owner: `opened`, any number of `received`, `closed`; or `closed` alone. */
export interface SocketEvents {
  opened(): void;
  received(data: string | ArrayBuffer): void;
  /** @param reason in words for a developer */
  closed(code: number, reason: string): void;
}

export interface PlatformSocket {
  /** Only called between `opened` and `closed`. */
  send(data: string | ArrayBuffer): void;
  /** Also while still connecting. Events after it are ignored by the owner. */
  close(): void;
}

/** Opens a WebSocket. May throw for a URL that the platform refuses; events come after it has returned. */
export type OpenSocket = (url: string, events: SocketEvents) => PlatformSocket;

export interface UploadRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The form field that holds the file. */
  readonly field: string;
  readonly file: UploadFile;
  onProgress?(progress: UploadProgress): void;
}

/** The same shape everywhere; `total` may count the form around the file. */
export interface UploadProgress {
  /** Bytes. */
  readonly sent: number;
  /** Bytes. */
  readonly total: number;
}

/** A `multipart/form-data` POST of one file, as `Http` in every other respect. */
export type Upload = (request: UploadRequest) => Task<HttpResponse>;

/** What a browser uploads. A `Blob` without a name is sent as `file`. */
export type UploadFile = File | Blob;

/** A small persistent store of strings. Its shape is that of `localStorage` and of React Native's AsyncStorage. */
export interface Storage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}

/** Tells the programs that share a store apart: which of them live. */
export interface Locks {
  /**
   * Takes the lock of that name, if no program (a page, a process) and nobody else in this one has it. It is given back
   * by what this resolves with, or by the end of the program, however it ends.
   * @returns null when somebody has the lock
   */
  take(name: string): Promise<(() => void) | null>;
}

export interface Network {
  /** Calls `changed` when the network comes or goes, as far as the platform tells. @returns the end of the watch */
  watch(changed: (online: boolean) => void): () => void;
}

export interface Foreground {
  /**
   * Calls `came` when the program comes back to the foreground: while it was away its timers may have stood still, and its
   * connection may have ended without a sign. @returns the end of the watch
   */
  watch(came: () => void): () => void;
}

export interface Timers {
  /** Calls `callback` once after `delay` milliseconds. @returns what `clear` takes */
  set(callback: () => void, delay: number): number;
  clear(timer: number): void;
}

/** Text that no other call has given, in this program or another: by the clock, a count and chance together. */
export type Unique = () => string;

/** One line for the program's developer. Never given a key, a token or a message's body. */
export type Log = (line: string) => void;
