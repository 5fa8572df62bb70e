import { Emitter } from '../base/emitter.js';
import { ErrorLog } from '../base/error_log.js';
import { EchatError, HandlerError, isTransportError } from '../base/errors.js';
import type { Scope } from '../base/scope.js';
import type { Message } from '../model/message.js';
import type { Notification, Presence } from '../model/notification.js';
import type { Log } from '../platform/contract.js';
import type { ClientState } from '../wire/session.js';

/** What handlers are given, by event. */
export interface ClientEvents {
  /**
   * A message, once each, in the order of its conversation. It is acknowledged when all handlers have returned, and the
   * promises that they gave are settled; until there is a handler messages wait.
   */
  message: Message;
  notification: Notification;
  presence: Presence;
  state: ClientState;
  /** The server ended the session; the client is closed. */
  kicked: Notification;
  /**
   * Something failed that no call waits for. Repetitions of one cause within ten seconds are held back, and counted in the
   * `repeats` of the next. Without a handler it goes to the platform's log.
   */
  error: EchatError;
}

/** The handlers of a client's program. */
export class Events extends Emitter<ClientEvents> {
  private readonly errors = new ErrorLog();

  constructor(
    private readonly life: Scope,
    private readonly log: Log,
  ) {
    super((event, thrown) => this.fail(new HandlerError(event, thrown), event === 'error'));
  }

  /** @param isUnheard whether the handlers of `error` are at fault themselves */
  fail(error: EchatError, isUnheard = !this.has('error')): void {
    const passed = this.errors.pass(error);
    if (passed === null) return;
    if (isUnheard) this.log(`echatim: ${passed.name}: ${passed.message}`);
    else this.emit('error', passed);
  }

  /**
   * Of a call that the program knows nothing of. A failure of the connection is no news: what was to be done is done again
   * after a loss.
   */
  failUnasked(error: unknown): void {
    if (error instanceof EchatError && !isTransportError(error) && !this.life.hasEnded) this.fail(error);
  }

  /** Things are well again: whatever fails from now on is news. */
  renew(): void {
    this.errors.renew();
  }
}
