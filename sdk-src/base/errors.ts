/**
 * Everything the SDK throws or rejects with. `name` tells the classes apart where `instanceof` can't: across two copies
 * of the SDK in one program. Messages hold no key, token, message body or word of the server; `cause` may.
 */
export class EchatError extends Error {
  override readonly name: string = 'EchatError';
  /** What led to this error, as it was thrown; absent where this is the first. */
  readonly cause?: unknown;
  /** Of an `error` event: how many of the same cause were not reported since the one before it. */
  readonly repeats: number = 0;

  constructor(message: string, cause?: unknown) {
    super(message);
    if (cause !== undefined) this.cause = cause;
  }
}

/** A config or an argument that can't be used. */
export class ConfigError extends EchatError {
  override readonly name = 'ConfigError';
  /** @param field the field at fault, such as `httpPort` or `fileServerConfig.baseUrl` */
  constructor(
    readonly field: string,
    problem: string,
    cause?: unknown,
  ) {
    super(`${field}: ${problem}`, cause);
  }
}

/** No answer: no network, no server, a broken connection, or an answer that is not E聊's. Trying again may help. */
export class TransportError extends EchatError {
  override readonly name: string = 'TransportError';
}

/** The peer's packet or answer breaks the protocol. */
export class ProtocolError extends TransportError {
  override readonly name = 'ProtocolError';
}

/** The time that was allowed for a call is over. Whether the server carried it out is unknown. */
export class TimeoutError extends TransportError {
  override readonly name = 'TimeoutError';
  /** @param timeout milliseconds */
  constructor(readonly timeout: number) {
    super(`no result within ${timeout} ms`);
  }
}

/** The caller's signal aborted. */
export class AbortError extends EchatError {
  override readonly name = 'AbortError';
}

/** The client is not, or is no longer, in a state that allows the call. */
export class StateError extends EchatError {
  override readonly name = 'StateError';
}

/** A server's "no" where only a "yes" is a result: a send, an upload. */
export class RefusedError extends EchatError {
  override readonly name: string = 'RefusedError';
  /**
   * @param what was refused, such as `the login`; a message by its `clientMessageId`
   * @param code the answer's `code`, or the HTTP status of who refused on the way
   * @param msg the answer's `msg`; it may repeat what was sent, so it is not part of `message`
   */
  constructor(
    what: string,
    readonly code: number,
    readonly msg: string,
  ) {
    super(`${what} was refused [${code}]`);
  }
}

/** The server does not let this account in. */
export class LoginRefusedError extends RefusedError {
  override readonly name = 'LoginRefusedError';
  constructor(code: number, msg: string) {
    super('the login', code, msg);
  }
}

/** The session expired, and the server did not accept the renewed ones either. */
export class SessionExpiredError extends EchatError {
  override readonly name = 'SessionExpiredError';
}

/** The server ended the session: the account logged in elsewhere, or was shut out. */
export class KickedError extends EchatError {
  override readonly name = 'KickedError';
}

/** Too many messages wait to be sent; this one was not taken. */
export class OutboxFullError extends EchatError {
  override readonly name = 'OutboxFullError';
}

/**
 * A message was answered with something that is neither "yes" nor "no", or with "not now", each time it was tried.
 * Whether it arrives is unknown; `cause` is the last answer.
 */
export class OutcomeUnknownError extends EchatError {
  override readonly name = 'OutcomeUnknownError';
  constructor(
    readonly clientMessageId: string,
    readonly tries: number,
    cause: unknown,
  ) {
    super(`no clear answer to message ${clientMessageId} in ${tries} tries`, cause);
  }
}

/** The store of the config or of the platform failed; the client goes on without it. */
export class StorageError extends EchatError {
  override readonly name = 'StorageError';
  /**
   * @param problem what the store did, in words that every such failure shares
   * @param clientMessageId the message that could not be stored; empty when it was something else
   */
  constructor(
    problem: string,
    cause: unknown,
    readonly clientMessageId = '',
  ) {
    super(`the storage failed: ${problem}`, cause);
  }
}

/** A handler that the program registered threw, or its promise rejected, with `cause`. */
export class HandlerError extends EchatError {
  override readonly name = 'HandlerError';
  constructor(event: string, cause: unknown) {
    super(`a handler of '${event}' threw`, cause);
  }
}

const named =
  <E extends EchatError>(...names: readonly string[]) =>
  (error: unknown): error is E =>
    error instanceof Error && names.indexOf(error.name) >= 0;

export const isConfigError = named<ConfigError>('ConfigError');
/** True for its kinds too: `ProtocolError`, `TimeoutError`. */
export const isTransportError = named<TransportError>('TransportError', 'ProtocolError', 'TimeoutError');
export const isProtocolError = named<ProtocolError>('ProtocolError');
export const isTimeoutError = named<TimeoutError>('TimeoutError');
export const isAbortError = named<AbortError>('AbortError');
export const isStateError = named<StateError>('StateError');
/** True for its kind too: `LoginRefusedError`. */
export const isRefusedError = named<RefusedError>('RefusedError', 'LoginRefusedError');
export const isLoginRefusedError = named<LoginRefusedError>('LoginRefusedError');
export const isSessionExpiredError = named<SessionExpiredError>('SessionExpiredError');
export const isKickedError = named<KickedError>('KickedError');
export const isOutboxFullError = named<OutboxFullError>('OutboxFullError');
export const isOutcomeUnknownError = named<OutcomeUnknownError>('OutcomeUnknownError');
export const isStorageError = named<StorageError>('StorageError');
export const isHandlerError = named<HandlerError>('HandlerError');
