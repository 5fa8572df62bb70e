import { type Apis, type LoginForm, makeApis } from '../api/apis.js';
import { Caller } from '../api/caller.js';
import { acknowledgement, table } from '../api/table.js';
import { type SendFileOptions, type UploadOptions, Uploader } from '../api/upload.js';
import type { Settings } from '../base/config.js';
import { ConfigError, EchatError, HandlerError, StateError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';
import { Ids } from '../base/ids.js';
import { Recent } from '../base/recent.js';
import { type CallOptions, Scope } from '../base/scope.js';
import { Store } from '../base/store.js';
import type { StoredFile } from '../model/file.js';
import {
  type Content,
  type SendForm,
  type SendReceipt,
  type Sending,
  type Target,
  addressOf,
  outgoing,
} from '../model/message.js';
import type { Presence } from '../model/notification.js';
import type { Platform, UploadFile } from '../platform/contract.js';
import { ApiResponse, accepted, listOf } from '../wire/answer.js';
import { type ClientState, type ConnectOptions, Session, notConnected } from '../wire/session.js';
import type { Outgoing } from './backlog.js';
import type { Head } from './entry.js';
import { type ClientEvents, Events } from './events.js';
import { History, type HistoryOptions } from './history.js';
import { Inbox } from './inbox.js';
import { type Making, Outbox } from './outbox.js';
import type { Pending } from './pending.js';
import { Persistence } from './persistence.js';
import { Pushes } from './pushes.js';
import { Recovery } from './recovery.js';
import { Seen } from './seen.js';
import { Slots } from './slot.js';
import { type Unread, UnreadCounts } from './unread.js';
import { Watch } from './watch.js';

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
  private readonly events: Events;
  private readonly session: Session;
  private readonly uploader: Uploader;
  private readonly mail: Outbox;
  private readonly inbox: Inbox;
  private readonly recovery: Recovery;
  private readonly watch: Watch;
  private readonly counts: UnreadCounts;
  /** The `clientMessageId`s that went out. */
  private readonly sent = new Recent(remembered);

  /** Programs use `createClient`. */
  constructor(
    private readonly settings: Settings,
    platform: Platform,
  ) {
    const { timers } = platform;
    const life = (this.life = new Scope(timers));
    const events = (this.events = new Events(life, platform.log));
    const fail = (error: EchatError): void => events.fail(error);
    const isOnline = (): boolean => this.state === 'online';
    const failed = (error: unknown): void => events.failUnasked(error);
    this.ids = new Ids(platform.unique());
    const store = new Store(settings.storage ?? platform.storage, settings, timers, life, fail);
    const session = (this.session = new Session(settings, platform, this.ids, life, store, {
      stateChanged: (state) => this.stateChanged(state),
      pushed: (push, packet) => pushes.receive(push, packet),
      failed: fail,
    }));
    const caller = new Caller(settings, platform, session, life);
    this.uploader = new Uploader(settings, platform, caller);
    const carrier = {
      isOnline,
      deliver: (message: Outgoing, scope: Scope) => {
        this.sent.add(message.clientMessageId);
        return caller.call(table.sendMessage, message, {}, settings.apiTransport, scope);
      },
      hurry: () => session.retryNow(),
      failed: (reason: unknown) => reason instanceof EchatError && fail(reason),
    };
    const outbox = (this.mail = new Outbox(carrier, life, timers, outboxCapacity));
    const seen = new Seen();
    const inbox = (this.inbox = new Inbox(seen, {
      isThere: () => this.state !== 'closed' && events.has('message'),
      isEcho: ({ fromUser, clientMessageId }) => fromUser === settings.auid && this.sent.has(clientMessageId),
      read: (message) => {
        this.counts.add(message);
        return events.emit('message', message);
      },
      skip: (message) => this.counts.add(message),
      acknowledge: (messageId) => {
        const call = caller.call(acknowledgement, { messageId }, {}, 'SOCKET');
        void call.then((response) => accepted('an acknowledgement', response)).then(null, failed);
      },
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
    const persistence = (): Persistence => new Persistence(isOnline, failed, life, timers);
    const source = { auid: settings.auid, apis: this.apis };
    this.counts = new UnreadCounts(source, persistence(), (thrown) => fail(new HandlerError('unread', thrown)));
    const ask = (auids: readonly string[]) => caller.call(table.addOnlineMonitor, { auids });
    const changed = (user: Presence): void => void events.emit('presence', user);
    this.watch = new Watch({ ask, changed }, persistence());
    const pushes = new Pushes(settings.auid, life, events, inbox, this.watch, this.counts);
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
    const off = this.events.on(event, handler);
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
    const marking = this.apis.historyRead.call(form, options);
    // It may have been carried out all the same.
    marking.then(null, () => this.counts.renew());
    accepted('the mark of what is read', await marking);
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
      this.events.renew();
      this.mail.online();
      void this.watch.renew();
      this.counts.renew();
    } else if (state === 'idle') {
      this.giveUp();
    }
    this.events.emit('state', state);
  }

  /**
   * Nobody is going to connect unless the program asks for it: its own messages have no hope, and what ended clients left
   * is for others to take up.
   */
  private giveUp(): void {
    this.mail.giveUp(notConnected());
    void this.recovery.leave();
  }
}
