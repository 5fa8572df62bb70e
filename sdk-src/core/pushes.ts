import { KickedError, ProtocolError } from '../base/errors.js';
import type { Scope } from '../base/scope.js';
import { type Notification, readEvent } from '../model/notification.js';
import type { Push } from '../wire/connection.js';
import type { Events } from './events.js';
import type { Inbox } from './inbox.js';
import type { UnreadCounts } from './unread.js';
import type { Watch } from './watch.js';

/** What the server sends unasked, brought to those whom it concerns. */
export class Pushes {
  /** @param life ends when the server ends the session */
  constructor(
    private readonly auid: string,
    private readonly life: Scope,
    private readonly events: Events,
    private readonly inbox: Inbox,
    private readonly watch: Watch,
    private readonly counts: UnreadCounts,
  ) {}

  /** What is malformed is reported, and survived. */
  receive(push: Push, packet: unknown): void {
    try {
      if (push === 'downstream_message') this.inbox.receive(packet);
      else this.notify(readEvent(packet));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.events.fail(error);
    }
  }

  private notify(event: Notification): void {
    const { type, auid } = event;
    if (type === 'KICKED') {
      this.events.emit('kicked', event);
      this.life.end(new KickedError('the server ended the session'));
    } else if ((type === 'ONLINE' || type === 'OFFLINE') && typeof auid === 'string') {
      const presence = { auid, online: type === 'ONLINE' };
      this.watch.note(presence);
      this.events.emit('presence', presence);
    } else {
      this.recount(event);
      this.events.emit('notification', event);
    }
  }

  /** What an event says about the counts. */
  private recount({ type, way, toTarget, messageId, auid, rid }: Notification): void {
    const isOwn = auid === this.auid;
    if (type === 'RECALLED') {
      if (typeof messageId === 'string') this.counts.recalled(messageId);
    } else if (type === 'READ' && isOwn) {
      if ((way === 'P2P' || way === 'P2R') && typeof toTarget === 'string' && typeof messageId === 'string')
        this.counts.read({ way, toTarget }, messageId);
    } else if (type === 'ROOM_DELETED' || (type === 'ROOM_LEFT' && isOwn)) {
      if (typeof rid === 'string') this.counts.leave(rid);
    }
  }
}
