import type { Apis } from '../api/apis.js';
import { Emitter } from '../base/emitter.js';
import type { CallOptions } from '../base/scope.js';
import type { Conversation, ConversationForm } from '../model/history.js';
import { type Message, type Target, addressOf, laneOf } from '../model/message.js';
import { listOf } from '../wire/answer.js';
import type { Persistence } from './persistence.js';

/** A conversation with messages that are not read. */
export interface UnreadConversation extends ConversationForm {
  readonly unread: number;
}

/**
 * How many messages of others are not read. It begins with the first `refresh()` or `onChange()`; until then nothing is
 * asked or counted. From then on the client keeps it: by what arrives, by what is read and recalled here and on other
 * devices, and by the server's own counts whenever it comes back online.
 */
export interface Unread {
  /** Of all conversations. */
  readonly total: number;
  /** The conversations in which something is unread. */
  readonly conversations: readonly UnreadConversation[];
  /** Of one conversation. @throws ConfigError for what is no target */
  of(target: Target): number;
  /** Takes over the server's counts. @throws RefusedError, and what API calls throw */
  refresh(options?: CallOptions): Promise<void>;
  /** Calls `handler` each time that a count has changed. @returns what unregisters it */
  onChange(handler: (unread: Unread) => unknown): () => void;
}

/** What the counts need of the client around them. */
export interface UnreadSource {
  readonly auid: string;
  readonly apis: Pick<Apis, 'historyListSession' | 'userRelationListMuted'>;
}

interface Count extends ConversationForm {
  unread: number;
  /** The last message that the server has counted, and when it was sent. */
  last: string;
  upTo: number;
  /** What has come since, and counts. */
  recent: readonly { readonly messageId: string; readonly sendTime: number }[];
}

/** As many conversations are asked for at once as the server gives. */
const pageLength = 200;

/** Keeps the counts. The server's are exact when they are taken; what comes later is told by the time at which it was sent. */
export class UnreadCounts implements Unread {
  private isOn = false;
  private readonly counts = new Map<string, Count>();
  private muted = new Set<string>();
  private refreshing: Promise<void> | null = null;
  /** Something was read, recalled or muted while the server was asked: what it says may be older. */
  private isStale = false;
  /** Conversations to which something was added while the server was asked. */
  private added = new Set<Count>();
  private hasChanged = false;
  private readonly emitter: Emitter<{ change: Unread }>;

  /** @param handlerThrew told when a handler throws */
  constructor(
    private readonly source: UnreadSource,
    private readonly persistence: Persistence,
    handlerThrew: (thrown: unknown) => void,
  ) {
    this.emitter = new Emitter((_event, thrown) => handlerThrew(thrown));
  }

  get total(): number {
    return this.conversations.reduce((sum, { unread }) => sum + unread, 0);
  }

  get conversations(): readonly UnreadConversation[] {
    return Array.from(this.counts.values())
      .filter(({ unread }) => unread > 0)
      .map(({ way, toTarget, unread }) => ({ way, toTarget, unread }));
  }

  of(target: Target): number {
    return this.counts.get(laneOf(addressOf(target)))?.unread ?? 0;
  }

  refresh(options: CallOptions = {}): Promise<void> {
    this.isOn = true;
    const end = (): void => void (this.refreshing = null);
    if (this.refreshing === null) {
      this.refreshing = this.load(options);
      this.refreshing.then(end, end);
    }
    return this.refreshing;
  }

  onChange(handler: (unread: Unread) => unknown): () => void {
    const off = this.emitter.on('change', handler);
    const wasOn = this.isOn;
    this.isOn = true;
    if (!wasOn) this.renew();
    return off;
  }

  /** Asks again, if somebody wants to know. */
  renew(): void {
    // What is being asked may be answered with what was true before.
    this.isStale = true;
    if (this.isOn) void this.persistence.ask(() => this.refresh());
  }

  /** A message is handed on, or was, perhaps by another program. */
  add({ messageId, way, fromUser, toTarget, sendTime }: Message): void {
    if (!this.isOn || fromUser === this.source.auid) return;
    const count = this.count({ way, toTarget: way === 'P2P' ? fromUser : toTarget });
    // The server has counted it already; one of 1.01 tells no time.
    if (sendTime > 0 && sendTime <= count.upTo) return;
    if (this.muted.has(fromUser) || count.recent.some((each) => each.messageId === messageId)) return;
    count.recent = count.recent.concat({ messageId, sendTime });
    this.added.add(count);
    this.set(count, count.unread + 1);
    this.tell();
  }

  /** All up to a message is read. */
  read(form: ConversationForm, messageId: string): void {
    this.isStale = true;
    const count = this.counts.get(laneOf(form));
    if (count === undefined || count.unread === 0) return;
    const index = count.recent.map((each) => each.messageId).indexOf(messageId);
    if (index < 0 && messageId !== count.last) return this.renew();
    // What is read does not count when it comes again.
    count.upTo = count.recent[index]?.sendTime ?? count.upTo;
    count.recent = count.recent.slice(index + 1);
    this.set(count, count.recent.length);
    this.tell();
  }

  recalled(messageId: string): void {
    this.isStale = true;
    let isOlder = false;
    this.counts.forEach((count) => {
      const { recent, unread } = count;
      count.recent = recent.filter((each) => each.messageId !== messageId);
      isOlder = isOlder || unread > recent.length;
      this.set(count, unread - recent.length + count.recent.length);
    });
    if (!this.hasChanged && isOlder) this.renew();
    this.tell();
  }

  /** The room is no longer there, or not for this user. */
  leave(rid: string): void {
    this.isStale = true;
    const count = this.counts.get(laneOf({ way: 'P2R', toTarget: rid }));
    if (count !== undefined) this.forget(count);
    this.tell();
  }

  mute(auid: string, isMuted: boolean): void {
    this.isStale = true;
    if (isMuted) this.muted.add(auid);
    else this.muted.delete(auid);
  }

  private async load(options: CallOptions): Promise<void> {
    do {
      this.isStale = false;
      this.added = new Set();
      const asked = this.source.apis.userRelationListMuted.call({}, options);
      const [muted, sessions] = await Promise.all([asked, this.sessions(options)]);
      this.muted = new Set(listOf('the muted', muted).map(({ auid }) => auid));
      this.take(sessions);
    } while (this.isStale);
  }

  private async sessions(options: CallOptions): Promise<readonly Conversation[]> {
    const all: Conversation[] = [];
    for (let before: number | undefined; ; ) {
      const form = Object.assign({ limit: pageLength }, before !== undefined && { before });
      const page = listOf('the conversations', await this.source.apis.historyListSession.call(form, options));
      all.push(...page);
      const time: number = page[page.length - 1]?.lastMessage?.sendTime ?? 0;
      // A server of 1.01 knows nothing of pages, and gives all of them each time.
      if (page.length !== pageLength || time === 0 || time === before) return all;
      before = time;
    }
  }

  private take(sessions: readonly Conversation[]): void {
    const known = new Set<Count>();
    for (const { way, toTarget, unread = 0, lastMessage } of sessions) {
      const count = this.count({ way, toTarget });
      known.add(count);
      count.last = lastMessage?.messageId ?? '';
      count.upTo = lastMessage?.sendTime ?? 0;
      count.recent = count.recent.filter(({ sendTime }) => sendTime > count.upTo);
      this.set(count, unread + count.recent.length);
    }
    this.counts.forEach((count) => {
      if (!known.has(count) && !this.added.has(count)) this.forget(count);
    });
    this.tell();
  }

  private count({ way, toTarget }: ConversationForm): Count {
    const key = laneOf({ way, toTarget });
    const count = this.counts.get(key) ?? { way, toTarget, unread: 0, last: '', upTo: 0, recent: [] };
    this.counts.set(key, count);
    return count;
  }

  private forget(count: Count): void {
    this.set(count, 0);
    this.counts.delete(laneOf(count));
  }

  private set(count: Count, unread: number): void {
    if (count.unread !== unread) this.hasChanged = true;
    count.unread = unread;
  }

  private tell(): void {
    if (!this.hasChanged) return;
    this.hasChanged = false;
    this.emitter.emit('change', this);
  }
}
