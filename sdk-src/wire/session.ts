import { type Answer, ApiResponse } from './answer.js';
import type { Platform } from '../platform/contract.js';
import { Backoff } from '../base/backoff.js';
import type { Settings } from '../base/config.js';
import { Connection, type Push } from './connection.js';
import {
  type EchatError,
  LoginRefusedError,
  ProtocolError,
  StateError,
  TransportError,
  isLoginRefusedError,
} from '../base/errors.js';
import type { Ids } from '../base/ids.js';
import type { Scope } from '../base/scope.js';
import type { Store } from '../base/store.js';

/**
 * - `idle`: made, or the first connection failed; `connect()` starts it.
 * - `connecting`: on the way to a login.
 * - `online`: connected and logged in.
 * - `offline`: the connection was lost; the next attempt comes by itself.
 * - `closed`: over for good: `close()`, kicked, or the login was refused on the way back.
 */
export type ClientState = 'idle' | 'connecting' | 'online' | 'offline' | 'closed';

export interface SessionEvents {
  /** Awaited before the first attempt to connect. */
  starting(): Promise<void>;
  stateChanged(state: ClientState): void;
  pushed(push: Push, packet: unknown): void;
  /** Something failed that no caller waits for. */
  failed(error: EchatError): void;
}

/** The store's name for the JWT. */
const item = 'jwt';

/** Keeps one account logged in: connects, logs in, comes back after a loss, renews the JWT. */
export class Session {
  private current: ClientState = 'idle';
  private connection: Connection | null = null;
  private accountToken: string;
  private jwt: string | null = null;
  private connecting: Promise<void> | null = null;
  private renewing: Promise<string> | null = null;
  private retryTimer: number | null = null;
  private unwatchNetwork: (() => void) | null = null;
  /** Called when the session is online again, or is not going to be. */
  private readonly waiting = new Set<() => void>();
  private readonly backoff = new Backoff();

  /** @param life ends with the client; the session ends it when the server shuts the account out */
  constructor(
    private readonly settings: Settings,
    private readonly platform: Platform,
    private readonly ids: Ids,
    private readonly life: Scope,
    private readonly store: Store,
    private readonly events: SessionEvents,
  ) {
    this.accountToken = settings.token;
    life.onEnd(() => this.stop());
  }

  get state(): ClientState {
    return this.current;
  }

  /**
   * Resolves when the session is online. One failed first attempt rejects and leaves the session idle, with nothing
   * running; once online, it comes back by itself.
   * @throws LoginRefusedError, TransportError, or the reason of the client's end
   */
  async connect(): Promise<void> {
    this.life.check();
    if (this.current === 'idle') this.connecting = this.firstAttempt();
    if (this.current === 'connecting' && this.connecting !== null) return this.connecting;
    await this.online(this.life);
  }

  /**
   * The connection, as soon as the session is online.
   * @throws StateError when nobody has asked it to connect, or the scope's reason
   */
  async online(scope: Scope): Promise<Connection> {
    while (this.current !== 'online' || this.connection === null) {
      this.life.check();
      if (this.current === 'idle') throw new StateError('the client is not connected: call connect() first');
      let wake = (): void => {};
      const woken = (): Promise<void> => new Promise((resolve) => this.waiting.add((wake = resolve)));
      await scope.wait(woken, () => this.waiting.delete(wake));
    }
    return this.connection;
  }

  /** The JWT of the account: the one at hand, else that of the login to come. */
  async token(scope: Scope): Promise<string> {
    if (this.jwt === null) await this.online(scope);
    return this.jwt ?? this.renew(null, scope);
  }

  /**
   * Another JWT than `stale`: the server is asked once, however many calls wait.
   * @param stale null when there is none
   * @throws LoginRefusedError, TransportError, or the scope's reason
   */
  async renew(stale: string | null, scope: Scope): Promise<string> {
    const connection = await this.online(scope);
    if (this.jwt !== null && this.jwt !== stale) return this.jwt;
    const renewing = (this.renewing ??= this.renewOnce(connection));
    return scope.wait(() => renewing);
  }

  /**
   * Logs in again on the open connection, on request of the program.
   * @param token from now on the account's token, if the server takes it
   * @returns the server's answer, "yes" or "no"
   */
  async logInAgain(scope: Scope, token: string = this.accountToken): Promise<Answer> {
    return this.logIn(await this.online(scope), scope, token);
  }

  /** The account's token has changed: the next login needs the new one. */
  useToken(token: string): void {
    this.accountToken = token;
  }

  /** Lasts as long as the client and its own time limit, not as the call that came first. */
  private async renewOnce(connection: Connection): Promise<string> {
    const timeout = this.settings.requestTimeout;
    try {
      return jwtOf(await this.life.run({ timeout }, (scope) => this.logIn(connection, scope)));
    } finally {
      this.renewing = null;
    }
  }

  private async firstAttempt(): Promise<void> {
    this.moveTo('connecting');
    this.unwatchNetwork = this.platform.network.watch((online) => online && this.retryNow());
    try {
      const timeout = this.settings.connectTimeout;
      await this.life.run({ timeout }, async () => {
        // A token of an earlier run lets calls over HTTP start before the login is done.
        this.jwt ??= await this.store.read(item);
        await this.events.starting();
      });
      await this.attempt();
    } catch (error) {
      this.stopWatching();
      if (this.current === 'connecting') this.moveTo('idle');
      throw error;
    } finally {
      this.connecting = null;
    }
  }

  private async attempt(): Promise<void> {
    this.life.check();
    const connection: Connection = new Connection(this.settings, this.platform.openSocket, this.ids, {
      pushed: (push, packet) => this.events.pushed(push, packet),
      lost: (reason) => this.lost(connection, reason),
    });
    // Known from here on, so that the client's end and a loss during the login find it.
    this.connection = connection;
    try {
      await this.life.run({ timeout: this.settings.connectTimeout }, async (scope) => {
        await connection.open(scope);
        jwtOf(await this.logIn(connection, scope));
        scope.check();
        if (this.connection !== connection) throw new TransportError('the connection was lost during the login');
        // In the same turn as the checks: nothing can come between.
        this.backoff.reset();
        this.moveTo('online');
      });
    } catch (error) {
      connection.close();
      this.connection = null;
      throw error;
    }
  }

  private async logIn(connection: Connection, scope: Scope, token: string = this.accountToken): Promise<Answer> {
    const { auid, appKey } = this.settings;
    const answer = await connection.request('connection', 'authority/request', { auid, token, appKey }, null, scope);
    // Nobody waits for the store: the session is as good without it.
    if (new ApiResponse(answer).isSucceed()) {
      const jwt = jwtOf(answer);
      this.jwt = jwt;
      this.accountToken = token;
      void this.store.write(item, jwt);
    } else if (!isTemporary(answer)) {
      this.jwt = null;
      void this.store.write(item, null);
    }
    return answer;
  }

  private lost(connection: Connection, reason: TransportError): void {
    if (this.connection !== connection) return;
    this.connection = null;
    if (reason instanceof ProtocolError) this.events.failed(reason);
    // During an attempt the attempt itself sees the loss.
    if (this.current === 'online') this.retryLater();
  }

  private retryLater(): void {
    this.retryTimer = this.platform.timers.set(() => this.retryNow(), this.backoff.next());
    this.moveTo('offline');
  }

  private retryNow(): void {
    if (this.current !== 'offline') return;
    this.clearRetry();
    this.moveTo('connecting');
    this.attempt().catch((error: unknown) => {
      if (this.current !== 'connecting') return;
      if (!isLoginRefusedError(error) || isTemporary(error)) return this.retryLater();
      this.events.failed(error);
      this.life.end(error);
    });
  }

  private clearRetry(): void {
    if (this.retryTimer !== null) this.platform.timers.clear(this.retryTimer);
    this.retryTimer = null;
  }

  private stop(): void {
    this.clearRetry();
    this.stopWatching();
    this.connection?.close();
    this.connection = null;
    this.jwt = null;
    this.moveTo('closed');
  }

  private stopWatching(): void {
    this.unwatchNetwork?.();
    this.unwatchNetwork = null;
  }

  private moveTo(state: ClientState): void {
    if (this.current === state) return;
    this.current = state;
    if (state !== 'connecting') {
      const waiting = [...this.waiting];
      this.waiting.clear();
      for (const wake of waiting) wake();
    }
    this.events.stateChanged(state);
  }
}

/** A server that is overloaded or failing says nothing about the account. Codes have the meaning of HTTP's statuses. */
const isTemporary = ({ code }: { readonly code: number }): boolean => code === 429 || code >= 500;

/** @throws LoginRefusedError, or ProtocolError for a "yes" without a token */
function jwtOf(answer: Answer): string {
  const response = new ApiResponse(answer);
  if (response.isFailed()) throw new LoginRefusedError(answer.code, answer.msg);
  const { data } = answer;
  if (typeof data !== 'string' || data === '') throw new ProtocolError('a login was answered without a token');
  return data;
}
