import { type Apis, type LoginForm, makeApis } from '../api/apis.js';
import { Caller } from '../api/caller.js';
import { acknowledgement, table } from '../api/table.js';
import { type SendFileOptions, type UploadOptions, Uploader } from '../api/upload.js';
import type { Settings } from '../base/config.js';
import { Emitter } from '../base/emitter.js';
import { ErrorLog } from '../base/error_log.js';
import {
  ConfigError,
  EchatError,
  HandlerError,
  KickedError,
  ProtocolError,
  RefusedError,
  StateError,
  isTransportError,
} from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import { Ids } from '../base/ids.js';
import { Recent } from '../base/recent.js';
import { type CallOptions, Scope } from '../base/scope.js';
import { Store } from '../base/store.js';
import type { StoredFile } from '../model/file.js';
import {
  type Content,
  type Message,
  type SendForm,
  type SendReceipt,
  type Sending,
  type Target,
  addressOf,
  outgoing,
} from '../model/message.js';
import { type Notification, type Presence, readEvent } from '../model/notification.js';
import type { Platform, UploadFile } from '../platform/contract.js';
import { ApiResponse } from '../wire/answer.js';
import type { Push } from '../wire/connection.js';
import { type ClientState, type ConnectOptions, Session, notConnected } from '../wire/session.js';
import type { Outgoing } from './backlog.js';
import type { Head } from './entry.js';
import { History, type HistoryOptions } from './history.js';
import { Inbox } from './inbox.js';
import { type Making, Outbox } from './outbox.js';
import type { Pending } from './pending.js';
import { Recovery } from './recovery.js';
import { Seen } from './seen.js';
import { Slots } from './slot.js';
import { type Unread, UnreadCounts } from './unread.js';
import { Watch } from './watch.js';

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

/** How many messages may wait to be sent. */
const outboxCapacity = 1000;
/** Of how many sent messages an echo is recognised. */
const remembered = 1000;

/** One account's connection to E聊. */
export class Client {
  /** The server's APIs by name. */
  readonly apis: Apis;
  private readonly life: Scope;
  private readonly ids: Ids;
  private readonly emitter: Emitter<ClientEvents>;
  private readonly errors = new ErrorLog();
  private readonly session: Session;
  private readonly caller: Caller;
  private readonly uploader: Uploader;
  private readonly mail: Outbox;
  private readonly inbox: Inbox;
  private readonly recovery: Recovery;
  private readonly watch = new Watch();
  private readonly counts: UnreadCounts;
  /** The `clientMessageId`s that went out. */
  private readonly sent = new Recent(remembered);

  /** Programs use `createClient`. */
  constructor(
    private readonly settings: Settings,
    private readonly platform: Platform,
  ) {
    const { timers } = platform;
    const fail = (error: EchatError): void => this.fail(error);
    const life = (this.life = new Scope(timers));
    this.ids = new Ids(platform.unique());
    this.emitter = new Emitter((event, thrown) => this.handlerThrew(event, thrown));
    const store = new Store(settings.storage ?? platform.storage, settings, timers, life, fail);
    const session = (this.session = new Session(settings, platform, this.ids, life, store, {
      stateChanged: (state) => this.stateChanged(state),
      pushed: (push, packet) => this.receive(push, packet),
      failed: fail,
    }));
    const caller = (this.caller = new Caller(settings, platform, session, life));
    this.uploader = new Uploader(settings, platform, caller);
    const carrier = {
      isOnline: () => session.state === 'online',
      deliver: (message: Outgoing, scope: Scope) => {
        this.sent.add(message.clientMessageId);
        return caller.call(table.sendMessage, message, {}, settings.apiTransport, scope);
      },
      hurry: () => session.retryNow(),
      failed: (reason: unknown) => reason instanceof EchatError && this.fail(reason),
    };
    const outbox = (this.mail = new Outbox(carrier, life, timers, outboxCapacity));
    const seen = new Seen();
    const inbox = (this.inbox = new Inbox(seen, {
      isThere: () => this.state !== 'closed' && this.emitter.has('message'),
      isEcho: ({ fromUser, clientMessageId }) => fromUser === settings.auid && this.sent.has(clientMessageId),
      read: (message) => {
        this.counts.add(message);
        return this.emitter.emit('message', message);
      },
      acknowledge: (messageId) =>
        void this.settle('an acknowledgement', this.caller.call(acknowledgement, { messageId }, {}, 'SOCKET')),
    }));
    const slots = new Slots(store, platform.locks);
    this.recovery = new Recovery(slots, outbox, seen, inbox, timers, life, fail);
    this.apis = makeApis({
      caller,
      logIn: (form, options) => this.logIn(form, options),
      complete: (form) => {
        const message = this.complete(form);
        this.sent.add(message.clientMessageId);
        return message;
      },
      after: {
        addOnlineMonitor: (_form, users) => void this.watch.begin(users),
        userUpdateToken: ({ auid, token }) => auid === settings.auid && session.useToken(token),
        historyRead: (form) => this.counts.read(form, form.messageId),
        userRelationAddMuted: ({ auid }) => this.counts.mute(auid, true),
        userRelationRemoveMuted: ({ auid }) => this.counts.mute(auid, false),
        roomLeave: ({ rid }) => this.counts.leave(rid),
        roomDelete: ({ rid }) => this.counts.leave(rid),
      },
    });
    const source = {
      auid: settings.auid,
      isOnline: () => session.state === 'online',
      sessions: async (before: number | undefined, limit: number, options: CallOptions) =>
        listOf(
          'the conversations',
          await this.apis.historyListSession.call(Object.assign({ limit }, before && { before }), options),
        ),
      muted: async (options: CallOptions) =>
        listOf('the muted', await this.apis.userRelationListMuted.call({}, options)).map(({ auid }) => auid),
      failed: (error: unknown) => this.failedUnasked(error),
    };
    this.counts = new UnreadCounts(source, (thrown) => this.fail(new HandlerError('unread', thrown)));
  }

  get state(): ClientState {
    return this.session.state;
  }

  /** The messages that wait to be sent. */
  get outbox(): Pending {
    return this.mail;
  }

  /** How many messages are not read. */
  get unread(): Unread {
    return this.counts;
  }

  /**
   * Connects and logs in; does nothing when online. A first attempt that fails rejects and leaves the client idle, unless
   * the options say to `wait`; once online, the client comes back by itself whenever the connection is lost, until it is
   * closed.
   * @throws LoginRefusedError, TransportError (TimeoutError), AbortError, ConfigError for options that can't be used, or
   * StateError once the client is closed
   */
  connect(options: ConnectOptions = {}): Promise<void> {
    void this.recovery.start();
    return this.session.connect(options);
  }

  /** Ends everything, for good: calls and messages that wait are rejected with StateError. */
  close(): void {
    this.life.end(new StateError('the client was closed'));
  }

  /**
   * Registers a handler. One that returns a promise is taken to be at work until that is settled.
   * @returns what unregisters it
   */
  on<E extends keyof ClientEvents>(event: E, handler: (value: ClientEvents[E]) => unknown): () => void {
    const off = this.emitter.on(event, handler);
    // Not within this call: the program may not be ready before it has what `on` returns.
    if (event === 'message') void Promise.resolve().then(() => this.inbox.handOn());
    return off;
  }

  /** As `on`, for the next time alone. */
  once<E extends keyof ClientEvents>(event: E, handler: (value: ClientEvents[E]) => unknown): () => void {
    const off = this.on(event, (value) => {
      off();
      return handler(value);
    });
    return off;
  }

  /**
   * Sends a message, now or as soon as the client is back online: it is tried until the server answers. Until then it is in
   * the store; should the program end first, the next one with this account sends it, and reports a failure as `error`.
   * Messages to one target arrive in the order of the calls.
   * @throws ConfigError for what is no target or no message, RefusedError for the server's "no", OutcomeUnknownError after
   * 8 tries that were answered but neither with yes nor with no, OutboxFullError, AbortError, TimeoutError (there is no
   * time limit unless the options have one), StateError for a client that is not connected, or the reason of the client's
   * end
   */
  send(target: Target, content: Content, options: CallOptions = {}): Sending {
    return this.named(fieldsOf(content)['clientMessageId'], async (clientMessageId) => {
      const message = this.complete(Object.assign({}, content, addressOf(target), { clientMessageId }));
      return this.post(message, message, options);
    });
  }

  /** As `send`. */
  sendText(target: Target, text: string, options?: CallOptions): Sending {
    return this.send(target, { type: 'TEXT', body: text }, options);
  }

  /**
   * Uploads an image and sends it. Messages to the same target that are sent meanwhile come after it. It is in the store
   * only when it is uploaded.
   * @throws as `upload` and `send`
   */
  sendImage(target: Target, image: UploadFile, options: SendFileOptions = {}): Sending {
    return this.sendStored('IMAGE', target, image, options);
  }

  /** Uploads a file and sends it, as `sendImage`. @throws as `upload` and `send` */
  sendFile(target: Target, file: UploadFile, options: SendFileOptions = {}): Sending {
    return this.sendStored('FILE', target, file, options);
  }

  /**
   * Brings a file to the file server.
   * @throws ConfigError without `fileServerConfig`, RefusedError for the server's "no", and what API calls throw
   */
  upload(file: UploadFile, options?: UploadOptions): Promise<StoredFile> {
    return this.uploader.upload(file, options);
  }

  /** The messages of a conversation, in pages from the latest back. @throws ConfigError for what is no target */
  history(target: Target, options: HistoryOptions & CallOptions = {}): History {
    const { limit = 50, before: start, ...callOptions } = options;
    const address = addressOf(target);
    return new History(start, async (before) => {
      const form = Object.assign({ limit }, address, before !== undefined && { before });
      return listOf('the history', await this.apis.historyListMessage.call(form, callOptions));
    });
  }

  /**
   * Tells the server that all up to a message is read; it tells the other side and the account's other devices (`READ`).
   * @throws ConfigError for what is no target, RefusedError for the server's "no", and what API calls throw
   */
  async markRead(target: Target, messageId: string, options?: CallOptions): Promise<void> {
    const form = Object.assign({ messageId }, addressOf(target));
    accepted('the mark of what is read', await this.apis.historyRead.call(form, options));
  }

  private sendStored(type: 'IMAGE' | 'FILE', target: Target, file: UploadFile, options: SendFileOptions): Sending {
    return this.named(options.clientMessageId, async (clientMessageId) => {
      const head = Object.assign({ type, clientMessageId }, addressOf(target));
      const make = async (): Promise<Outgoing> =>
        this.complete(Object.assign({ body: await this.upload(file, options) }, head));
      return this.post(head, make, options);
    });
  }

  /** @param name the one that the program has chosen, if it has */
  private named(name: unknown, send: (clientMessageId: string) => Promise<SendReceipt>): Sending {
    const clientMessageId = name === undefined ? this.ids.next() : (name as string);
    return Object.assign(send(clientMessageId), { clientMessageId });
  }

  private async post(head: Head, message: Outgoing | Making, options: CallOptions): Promise<SendReceipt> {
    this.session.checkStarted();
    return this.mail.send(head, message, options);
  }

  private complete(form: SendForm): Outgoing {
    return outgoing(form, this.ids.next(), this.settings.auid);
  }

  private async logIn(form: LoginForm | void, options: CallOptions): Promise<ApiResponse<string>> {
    if (form && form.auid !== this.settings.auid)
      throw new ConfigError('auid', 'a client has one account: make another');
    const timeout = options.timeout ?? this.settings.requestTimeout;
    const run = (scope: Scope) => this.session.logInAgain(scope, form?.token);
    return new ApiResponse(await this.life.run(Object.assign({}, options, { timeout }), run));
  }

  private stateChanged(state: ClientState): void {
    if (state === 'online') {
      this.errors.renew();
      this.mail.online();
      void this.watchAgain();
      this.counts.renew();
    } else if (state === 'idle') {
      this.giveUp();
    }
    this.emitter.emit('state', state);
  }

  /**
   * Nobody is going to connect unless the program asks for it: its own messages have no hope, and what ended clients left
   * is for others to take up.
   */
  private giveUp(): void {
    this.mail.giveUp(notConnected());
    void this.recovery.leave();
  }

  /** The server forgets who watches whom when the watcher's connection is lost. */
  private async watchAgain(): Promise<void> {
    const auids = this.watch.users;
    if (auids.length === 0) return;
    const users = await this.settle('the watch of users', this.caller.call(table.addOnlineMonitor, { auids }));
    for (const user of this.watch.begin(users ?? [])) this.emitter.emit('presence', user);
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
      const presence = { auid, online: type === 'ONLINE' };
      this.watch.note(presence);
      this.emitter.emit('presence', presence);
    } else {
      this.recount(event);
      this.emitter.emit('notification', event);
    }
  }

  /** What an event says about the counts. */
  private recount({ type, way, toTarget, messageId, auid, rid }: Notification): void {
    const isOwn = auid === this.settings.auid;
    if (type === 'RECALLED') {
      if (typeof messageId === 'string') this.counts.recalled(messageId);
    } else if (type === 'READ' && isOwn) {
      if ((way === 'P2P' || way === 'P2R') && typeof toTarget === 'string' && typeof messageId === 'string')
        this.counts.read({ way, toTarget }, messageId);
    } else if (type === 'ROOM_DELETED' || (type === 'ROOM_LEFT' && isOwn)) {
      if (typeof rid === 'string') this.counts.leave(rid);
    }
  }

  /**
   * What a call brings that the program knows nothing of. A failure of the connection is none of the call: what was to be
   * done is done again after a loss.
   * @returns null when it brings nothing
   */
  private async settle<Data>(what: string, call: Promise<ApiResponse<Data>>): Promise<Data | null> {
    try {
      const response = await call;
      if (response.isSucceed()) return response.data;
      this.fail(new RefusedError(what, response.code, response.msg));
    } catch (error) {
      this.failedUnasked(error);
    }
    return null;
  }

  private failedUnasked(error: unknown): void {
    if (!isTransportError(error) && !this.life.hasEnded && error instanceof EchatError) this.fail(error);
  }

  private handlerThrew(event: keyof ClientEvents, thrown: unknown): void {
    this.fail(new HandlerError(event, thrown), event === 'error');
  }

  /** @param isUnheard whether the handlers of `error` are at fault themselves */
  private fail(error: EchatError, isUnheard = !this.emitter.has('error')): void {
    const passed = this.errors.pass(error);
    if (passed === null) return;
    if (isUnheard) this.platform.log(`echatim: ${passed.name}: ${passed.message}`);
    else this.emitter.emit('error', passed);
  }
}

/** @param what was asked for @throws RefusedError for the server's "no" */
function accepted<Data>(what: string, response: ApiResponse<Data>): Data {
  if (response.isFailed()) throw new RefusedError(what, response.code, response.msg);
  return response.data;
}

/** @throws RefusedError for the server's "no", ProtocolError for what is no list */
function listOf<Item>(what: string, response: ApiResponse<readonly Item[]>): readonly Item[] {
  const list = accepted(what, response);
  if (!Array.isArray(list)) throw new ProtocolError(`${what} came as no list`);
  return list;
}
