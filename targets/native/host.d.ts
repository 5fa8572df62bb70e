/**
 * The host interface: everything the native variant of the SDK asks of the program around it.
 *
 * The native bundle is one classic script for a bare ECMAScript 2017 engine. It uses no timer, network, storage or
 * console of its own: before the host evaluates the script it defines the one global `__echatHost`, an object with the
 * members below. Evaluating the script defines the one global `EChatIM` (see `types/index.d.ts`) and calls nothing;
 * the host's members are looked up on `__echatHost` whenever they are used, so `this` is always `__echatHost`.
 *
 * Rules that hold for every member:
 * - One thread. The host calls back on the thread that runs the engine, never from inside the member that was called
 *   (a host that knows the answer at once queues it), and drains the engine's promise jobs after each call back.
 * - No member throws, except for `readItem`, `writeItem` and `removeItem`, whose exceptions the SDK reports.
 * - What the SDK gives to be called back does not throw, with one exception: the timer that runs the callback of `im.init`
 *   lets out what that callback throws. The host reports it as the program's own uncaught error and goes on.
 * - An id is a positive integer that the host chooses and does not give to another timer, request or socket of the same
 *   kind while the first one lives. A call with an id that is no longer alive does nothing.
 * - Text is a string of UTF-16 code units; on the wire it is UTF-8. Binary data is an `ArrayBuffer` that the receiver owns.
 * - Once an operation was cancelled, cleared or closed by the SDK, its callbacks are not called any more
 *   (`closed` of a socket excepted: it may still come, and is ignored).
 */
interface EchatHost {
  /**
   * Calls `callback` once, not before `delay` milliseconds have passed (0 is allowed: as soon as the engine is idle).
   * @returns the timer's id
   */
  setTimer(callback: () => void, delay: number): number;
  clearTimer(timer: number): void;

  /**
   * Starts an HTTP/1.1 (or later) request. Redirects are followed or answered as the host likes; the SDK sets no
   * time limit here: it calls `cancelRequest` when its own has passed.
   * @returns the request's id
   */
  request(request: EchatHostRequest, done: EchatHostAnswer): number;
  /**
   * Starts a `multipart/form-data` POST of one file, read from its path while it is sent.
   * @param progress called with bytes of the file sent so far and its size, as often as the host likes
   * @returns the request's id, from the same numbers as `request`
   */
  upload(upload: EchatHostUpload, progress: (sent: number, total: number) => void, done: EchatHostAnswer): number;
  /** Gives up a request or an upload. */
  cancelRequest(request: number): void;

  /**
   * Opens a WebSocket (RFC 6455), without subprotocols or extra headers.
   * @param url `ws://…` or `wss://…`, with path and query
   * @returns the socket's id
   */
  openSocket(url: string, events: EchatHostSocketEvents): number;
  /** Sends one text or binary message, in the order of the calls. Only called after `opened`. */
  sendSocket(socket: number, data: string | ArrayBuffer): void;
  /** Closes with status 1000, also while still connecting; what was sent before is delivered first where possible. */
  closeSocket(socket: number): void;

  /**
   * A small persistent store of strings, private to the program and its user: it holds
   * session tokens, messages that wait to be sent, an item each, and the last ids of those that came.
   * @returns the item's value, or null when there is none
   * @throws when the store can't be read
   */
  readItem(key: string): string | null;
  /** @throws when the store can't be written */
  writeItem(key: string, value: string): void;
  /** @throws when the store can't be written */
  removeItem(key: string): void;

  /**
   * Takes the lock of that name, if no program has it that uses the same store. It is given back by `releaseLock`, or by
   * the end of the program, however it ends (a lock on a file does that). By these locks the programs of one account tell
   * whose messages in the store are whose. A host whose store belongs to one program at a time may leave both out.
   * @returns whether the lock was free
   */
  takeLock?(name: string): boolean;
  releaseLock?(name: string): void;

  /**
   * Text of at least 96 random bits, from the system's source. A host that has none may leave it out: ids are made of
   * the clock, a count and the engine's `Math.random` then.
   */
  randomId?(): string;

  /**
   * Calls `changed` when the machine gets or loses its network. A host that can't tell never calls it: the SDK finds
   * out by itself, only later.
   * @returns the watch's id
   */
  watchNetwork(changed: (online: boolean) => void): number;
  unwatchNetwork(watch: number): void;

  /** Prints one line for the program's developer. Holds no key, token or message body. */
  log(line: string): void;
}

interface EchatHostRequest {
  readonly method: 'POST';
  /** `http://…` or `https://…`, already escaped. */
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

interface EchatHostUpload {
  readonly url: string;
  /** Without `Content-Type`: the host writes it, because it chooses the boundary. */
  readonly headers: { readonly [name: string]: string };
  /** The name of the form field that holds the file. */
  readonly field: string;
  /** The file's place in the host's file system, in the host's own notation. */
  readonly path: string;
  /** The name that the server is told. */
  readonly fileName: string;
}

/**
 * Called exactly once per request that is not cancelled.
 * @param error null, or why there is no answer (resolution, connection, TLS, file …) in words for a developer
 * @param status the HTTP status of the answer, whatever it is; 0 with an error
 * @param body the answer's body decoded as UTF-8; empty with an error
 */
type EchatHostAnswer = (error: string | null, status: number, body: string) => void;

/** The order is `opened`, any number of `received`, then `closed`; or `closed` alone when there was no connection. */
interface EchatHostSocketEvents {
  readonly opened: () => void;
  /** One message: a string for text, an `ArrayBuffer` for binary. */
  readonly received: (data: string | ArrayBuffer) => void;
  /**
   * The last event of a socket.
   * @param code the WebSocket close status; 1006 when the connection broke or was never made
   * @param reason the close reason, or why there is no connection, in words for a developer
   */
  readonly closed: (code: number, reason: string) => void;
}

declare const __echatHost: EchatHost;
