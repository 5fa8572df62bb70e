/**
 * The part of the SDK's public surface that the suite uses. It is written down here, apart from the SDK's own types,
 * because it is the contract: a change of the SDK that breaks this file breaks its users.
 */
export interface Sdk {
  createClient(config: object): Client;
  readonly im: {
    readonly client: Client | null;
    init(config: object, callback: (sdk: Client | null, error?: unknown) => void): void;
  };
}

export interface Client {
  readonly state: 'idle' | 'connecting' | 'online' | 'offline' | 'closed';
  readonly apis: Readonly<Record<ApiName, Api>>;
  readonly outbox: Outbox;
  readonly unread: Unread;
  on: Listen;
  once: Listen;
  connect(options?: { readonly wait?: boolean }): Promise<void>;
  close(): void;
  sendText(target: Target, text: string, options?: CallOptions): Sending;
  sendImage(target: Target, image: unknown, options?: SendFileOptions): Sending;
  sendFile(target: Target, file: unknown, options?: SendFileOptions): Sending;
  send(target: Target, content: object, options?: CallOptions): Sending;
  upload(file: unknown, options?: UploadOptions): Promise<StoredFile>;
  history(target: Target, options?: { readonly limit?: number; readonly before?: string } & CallOptions): Pages;
  markRead(target: Target, messageId: string, options?: CallOptions): Promise<void>;
}

export interface Listen {
  (event: 'message', handler: (message: Message) => unknown): () => void;
  (event: 'notification' | 'kicked', handler: (event: { readonly type: string }) => void): () => void;
  (event: 'presence', handler: (presence: { readonly auid: string; readonly online: boolean }) => void): () => void;
  (event: 'state', handler: (state: Client['state']) => void): () => void;
  (event: 'error', handler: (error: Error) => void): () => void;
}

export type Sending = Promise<Receipt> & { readonly clientMessageId: string };

export interface Outbox {
  list(): readonly {
    readonly clientMessageId: string;
    readonly way: string;
    readonly toTarget: string;
    readonly type: string;
    readonly body?: unknown;
    readonly state: 'waiting' | 'sending';
  }[];
  retry(clientMessageId: string): boolean;
  drop(clientMessageId: string): boolean;
}

export interface Pages {
  next(): Promise<{ readonly done?: boolean; readonly value?: readonly Message[] }>;
  return(): Promise<unknown>;
}

export interface Unread {
  readonly total: number;
  readonly conversations: readonly { readonly way: string; readonly toTarget: string; readonly unread: number }[];
  of(target: Target): number;
  refresh(options?: CallOptions): Promise<void>;
  onChange(handler: (unread: Unread) => unknown): () => void;
}

export type ApiName =
  | 'login'
  | 'addOnlineMonitor'
  | 'sendMessage'
  | 'recallMessage'
  | 'historyListMessage'
  | 'historyListSession'
  | 'historyRead'
  | 'userAdd'
  | 'userUpdate'
  | 'userList'
  | 'userGet'
  | 'userUpdateToken'
  | 'userRefreshToken'
  | 'userRelationAddFriend'
  | 'userRelationRemoveFriend'
  | 'userRelationListFriends'
  | 'userRelationAddBlacklist'
  | 'userRelationRemoveBlacklist'
  | 'userRelationListBlacklist'
  | 'userRelationAddMuted'
  | 'userRelationRemoveMuted'
  | 'userRelationListMuted'
  | 'roomAdd'
  | 'roomGet'
  | 'roomUpdate'
  | 'roomList'
  | 'roomDelete'
  | 'roomAddMembers'
  | 'roomRemoveMembers'
  | 'roomListMembers'
  | 'roomLeave';

export interface Api {
  call(form?: object, options?: CallOptions): Promise<ApiResponse>;
}

export interface ApiResponse {
  readonly code: number;
  readonly msg: string;
  readonly data: unknown;
  isSucceed(): boolean;
  isFailed(): boolean;
}

export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface CallOptions {
  readonly signal?: Signal;
  readonly timeout?: number;
}

export interface UploadOptions extends CallOptions {
  onProgress?(progress: { readonly sent: number; readonly total: number }): void;
}

export interface SendFileOptions extends UploadOptions {
  readonly clientMessageId?: string;
}

export type Target = { readonly user: string } | { readonly room: string };

export interface Message {
  readonly messageId: string;
  readonly fromUser: string;
  readonly toTarget: string;
  readonly way: string;
  readonly type: string;
  readonly body: unknown;
}

export interface Receipt {
  readonly messageId: string;
  readonly clientMessageId: string;
}

export interface StoredFile {
  readonly url: string;
  readonly name: string;
  readonly size: number;
}

/** What a host gives to the suite. Plain data and functions of text: it may come from another engine. */
export interface Host {
  readonly sdk: Sdk;
  /** The reference server's address. */
  readonly server: {
    readonly host: string;
    readonly httpPort: number;
    readonly socketPort: number;
    readonly appKey: string;
    readonly secure: boolean;
  };
  /** Asks the test's own side: JSON of `[action, argument]` in, JSON of `{ value }` or `{ error }` out. */
  ask(question: string, answer: (text: string) => void): void;
  /**
   * A file as this platform's programs hold one. `path` names a file with that text on the machine; a host that has no
   * paths makes the file from the text.
   */
  file(path: string, name: string, text: string): unknown;
  /** The store that programs of this platform bring along, where the platform has none of its own (React Native). */
  readonly storage?: Store;
  /** The store that clients use here: the platform's, or `storage`. It outlives the program. */
  readonly store: Store;
  /** Whether programs of this platform run several at a time on one store. */
  readonly sharesStore: boolean;
  /** Checks that this platform's programs have no words for, by name, and why. */
  readonly inexpressible?: Readonly<Record<string, string>>;
}

/** What the SDK takes for a store. */
export interface Store {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, value: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}

/** One line of the suite's outcome. */
export interface CheckResult {
  readonly name: string;
  /** Null when the check passed. */
  readonly failure: string | null;
  /** Why the host did not run it. */
  readonly skipped?: string;
}
