import { type Apis, type LoginForm, makeApis } from '../api/apis.js';
import { Caller } from '../api/caller.js';
import { ApiResponse } from '../wire/answer.js';
import { acknowledgement, table } from '../api/table.js';
import { type UploadOptions, Uploader } from '../api/upload.js';
import type { StoredFile } from '../model/file.js';
import {
  type Content,
  type Message,
  type SendForm,
  type SendReceipt,
  type Target,
  addressOf,
} from '../model/message.js';
import { type Notification, type Presence, readEvent } from '../model/notification.js';
import type { Platform, UploadFile } from '../platform/contract.js';
import { Backlog, type Outgoing } from './backlog.js';
import type { Settings } from '../base/config.js';
import type { Push } from '../wire/connection.js';
import { Emitter } from '../base/emitter.js';
import {
  ConfigError,
  EchatError,
  HandlerError,
  KickedError,
  ProtocolError,
  StateError,
  isTransportError,
} from '../base/errors.js';
import { Ids } from '../base/ids.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import { type CallOptions, Scope } from '../base/scope.js';
import { type ClientState, Session } from '../wire/session.js';
import { Store } from '../base/store.js';

/** What handlers are given, by event. */
export interface ClientEvents {
  /** A message, once each, in the order of its conversation. */
  message: Message;
  notification: Notification;
  presence: Presence;
  state: ClientState;
  /** The server ended the session; the client is closed. */
  kicked: Notification;
  /** Something failed that no call waits for. Without a handler it goes to the platform's log. */
  error: EchatError;
}

/** How many messages may wait to be sent. */
const outboxCapacity = 1000;

/** One account's connection to E聊. */
export class Client {
  /** The server's APIs by name. */
  readonly apis: Apis;
  private readonly life: Scope;
  private readonly ids = new Ids();
  private readonly emitter: Emitter<ClientEvents>;
  private readonly session: Session;
  private readonly caller: Caller;
  private readonly uploader: Uploader;
  private readonly outbox: Outbox;
  private readonly inbox: Inbox;

  /** Programs use `createClient`. */
  constructor(
    private readonly settings: Settings,
    private readonly platform: Platform,
  ) {
    const life = (this.life = new Scope(platform.timers));
    this.emitter = new Emitter((event, thrown) => this.handlerThrew(event, thrown));
    const store = new Store(settings.storage ?? platform.storage, settings, (error) => this.fail(error));
    const session = (this.session = new Session(settings, platform, this.ids, life, store, {
      starting: () => this.outbox.load(),
      stateChanged: (state) => this.stateChanged(state),
      pushed: (push, packet) => this.receive(push, packet),
      failed: (error) => this.fail(error),
    }));
    const caller = (this.caller = new Caller(settings, platform, session, life));
    this.uploader = new Uploader(settings, platform, caller);
    this.outbox = new Outbox(
      {
        online: () => session.online(life),
        isOnline: () => session.state === 'online',
        deliver: (message) => caller.call(table.sendMessage, message),
      },
      new Backlog(store),
      life,
      platform.timers,
      outboxCapacity,
    );
    this.inbox = new Inbox(
      (message) => this.emitter.emit('message', message),
      (messageId) => this.acknowledge(messageId),
    );
    this.apis = makeApis({
      caller,
      logIn: (form, options) => this.logIn(form, options),
      complete: (form) => this.complete(form),
      tokenChanged: (auid, token) => auid === settings.auid && session.useToken(token),
    });
  }

  get state(): ClientState {
    return this.session.state;
  }

  /**
   * Connects and logs in; does nothing when online. Only the first attempt can fail, and leaves the client idle; once
   * online, the client comes back by itself whenever the connection is lost, until it is closed.
   * @throws LoginRefusedError, TransportError (TimeoutError), or StateError once the client is closed
   */
  connect(): Promise<void> {
    return this.session.connect();
  }

  /** Ends everything, for good: calls and messages that wait are rejected with StateError. */
  close(): void {
    this.life.end(new StateError('the client was closed'));
  }

  /** Registers a handler. @returns what unregisters it */
  on<E extends keyof ClientEvents>(event: E, handler: (value: ClientEvents[E]) => void): () => void {
    return this.emitter.on(event, handler);
  }

  /**
   * Sends a message, now or as soon as the client is back online: it is tried until the server answers. While it waits
   * for that it is kept in the store; should the program end first, the next one with this account sends it, and reports
   * a failure as `error`. Messages to one target arrive in the order of the calls.
   * @throws ConfigError for what is no target, RefusedError for the server's "no", OutboxFullError, SessionExpiredError, AbortError, TimeoutError (there is
   * no time limit unless the options have one), or the reason of the client's end
   */
  async send(target: Target, content: Content, options: CallOptions = {}): Promise<SendReceipt> {
    return this.outbox.send(this.complete({ ...addressOf(target), ...content }), options);
  }

  /** As `send`. */
  async sendText(target: Target, text: string, options?: CallOptions): Promise<SendReceipt> {
    if (typeof text !== 'string') throw new ConfigError('text', 'must be a string');
    return this.send(target, { type: 'TEXT', body: text }, options);
  }

  /** Uploads an image and sends it. @throws as `upload` and `send` */
  async sendImage(target: Target, image: UploadFile, options: UploadOptions = {}): Promise<SendReceipt> {
    return this.send(target, { type: 'IMAGE', body: await this.upload(image, options) }, options);
  }

  /** Uploads a file and sends it. @throws as `upload` and `send` */
  async sendFile(target: Target, file: UploadFile, options: UploadOptions = {}): Promise<SendReceipt> {
    return this.send(target, { type: 'FILE', body: await this.upload(file, options) }, options);
  }

  /**
   * Brings a file to the file server.
   * @throws ConfigError without `fileServerConfig`, RefusedError for the server's "no", and what API calls throw
   */
  upload(file: UploadFile, options?: UploadOptions): Promise<StoredFile> {
    return this.uploader.upload(file, options);
  }

  private complete(form: SendForm): Outgoing {
    const { auid } = this.settings;
    // 1.01 servers call the sender's field `formUser`.
    return { clientMessageId: this.ids.next(), ...form, ...{ fromUser: auid, formUser: auid } };
  }

  private async logIn(form: LoginForm | void, options: CallOptions): Promise<ApiResponse<string>> {
    if (form && form.auid !== this.settings.auid)
      throw new ConfigError('auid', 'a client has one account: make another');
    const timeout = options.timeout ?? this.settings.requestTimeout;
    const run = (scope: Scope) => this.session.logInAgain(scope, form?.token);
    return new ApiResponse(await this.life.run({ ...options, timeout }, run));
  }

  private stateChanged(state: ClientState): void {
    if (state === 'online') {
      this.outbox.takeUp((error) => error instanceof EchatError && this.fail(error));
    }
    this.emitter.emit('state', state);
  }

  private receive(push: Push, packet: unknown): void {
    try {
      if (push === 'downstream_message') this.inbox.receive(packet);
      else this.notify(readEvent(packet));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.fail(error);
    }
  }

  private notify(event: Notification): void {
    const { type, auid } = event;
    if (type === 'KICKED') {
      this.emitter.emit('kicked', event);
      this.life.end(new KickedError('the server ended the session'));
    } else if ((type === 'ONLINE' || type === 'OFFLINE') && typeof auid === 'string') {
      this.emitter.emit('presence', { auid, online: type === 'ONLINE' });
    } else {
      this.emitter.emit('notification', event);
    }
  }

  private acknowledge(messageId: string): void {
    this.caller.call(acknowledgement, { messageId }, {}, 'SOCKET').then(
      (response) => {
        if (response.isFailed()) this.fail(new ProtocolError(`an acknowledgement was refused [${response.code}]`));
      },
      (error: unknown) => {
        // After a loss the server repeats the message, and that is acknowledged; after the end nobody cares.
        if (!isTransportError(error) && this.state !== 'closed' && error instanceof EchatError) this.fail(error);
      },
    );
  }

  private handlerThrew(event: keyof ClientEvents, thrown: unknown): void {
    const error = new HandlerError(event, thrown);
    if (event === 'error') this.log(error);
    else this.fail(error);
  }

  private fail(error: EchatError): void {
    if (this.emitter.emit('error', error) === 0) this.log(error);
  }

  private log(error: EchatError): void {
    this.platform.log(`echatim: ${error.name}: ${error.message}`);
  }
}
