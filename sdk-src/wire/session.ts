import { Backoff } from '../base/backoff.js';
import type { Settings } from '../base/config.js';
import {
  type EchatError,
  LoginRefusedError,
  ProtocolError,
  StateError,
  TransportError,
  isLoginRefusedError,
  isProtocolError,
  isTimeoutError,
} from '../base/errors.js';
import type { Ids } from '../base/ids.js';
import type { CallOptions, Scope } from '../base/scope.js';
import type { Store } from '../base/store.js';
import type { Platform } from '../platform/contract.js';
import { type Answer, ApiResponse, isTemporary } from './answer.js';
import { Connection, type Push } from './connection.js';

/**
 * - `idle`: made, or the first connection failed; `connect()` starts it.
 * - `connecting`: on the way to a login.
 * - `online`: connected and logged in.
 * - `offline`: the connection was lost, or not made yet; the next attempt comes by itself.
 * - `closed`: over for good: `close()`, kicked, or the login was refused on the way back.
 */
export type ClientState = 'idle' | 'connecting' | 'online' | 'offline' | 'closed';

export interface ConnectOptions extends CallOptions {
  /** Go on trying when the first attempt fails, as after a loss. Only a refused login rejects then. Default false. */
  readonly wait?: boolean;
}

export interface SessionEvents {
  stateChanged(state: ClientState): void;
  pushed(push: Push, packet: unknown): void;
  /** Something failed that no caller waits for. */
  failed(error: EchatError): void;
}

/** The store's name for the JWT. */
const item = 'jwt';

/** Milliseconds online after which a connection counts as good: the way back from its loss begins with short waits. */
const stable = 10_000;

/** Milliseconds that a connection has to show that it lives. */
const patience = 5_000;

/** Keeps one account logged in: connects, logs in, comes back after a loss, renews the JWT. */
export class Session {
  private current: ClientState = 'idle';
  private connection: Connection | null = null;
  private accountToken: string;
  private jwt: string | null = null;
  private connecting: Promise<void> | null = null;
  /** Whether somebody wants the first attempt to be followed by others. */
  private goesOn = false;
  private renewing: Promise<string> | null = null;
  /** Until the next attempt while offline; until the connection counts as good while online. */
  private timer: number | null = null;
  private watches: readonly (() => void)[] = [];
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
   * Resolves when the session is online. A failed first attempt rejects and leaves the session idle, with nothing
   * running, unless it is to `wait`; once online, the session comes back by itself. When `options` end the waiting, the
   * attempts go on.
   * @throws LoginRefusedError, TransportError, the end of `options`, or the reason of the client's end
   */
  async connect({ wait = false, ...options }: ConnectOptions): Promise<void> {
    this.life.check();
    await this.life.run(options, async (scope) => {
      if (wait) this.goesOn = true;
      if (this.current === 'idle') this.connecting = this.firstAttempt();
      if (this.connecting !== null) await this.connecting;
      if (this.current !== 'online') await this.online(scope);
    });
  }

  /**
   * The connection, as soon as the session is online.
   * @throws StateError when nobody has asked it to connect, or the scope's reason
   */
  async online(scope: Scope): Promise<Connection> {
    while (this.current !== 'online' || this.connection === null) {
      this.life.check();
      this.checkStarted();
      let wake = (): void => {};
      const woken = (): Promise<void> => new Promise((resolve) => this.waiting.add((wake = resolve)));
      await scope.wait(woken, () => this.waiting.delete(wake));
    }
    return this.connection;
  }

  /** @throws StateError when nobody has asked the session to connect, or the first attempt has failed */
  checkStarted(): void {
    if (this.current === 'idle') throw notConnected();
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
    try {
      const { network, foreground } = this.platform;
      this.watches = [network.watch((online) => online && this.resume()), foreground.watch(() => this.resume())];
      void this.recallToken();
      await this.attempt();
    } catch (error) {
      if (this.current !== 'connecting') throw error;
      if (this.goesOn && !isFinal(error)) return this.retryLater(error);
      this.goesOn = false;
      this.stopWatching();
      this.moveTo('idle');
      throw error;
    } finally {
      this.connecting = null;
    }
  }

  /** A token of an earlier run lets calls over HTTP start before the login is done. */
  private async recallToken(): Promise<void> {
    const jwt = await this.store.read(item);
    if (this.jwt === null && this.current !== 'closed' && isJwt(jwt)) this.jwt = jwt;
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
        this.setTimer(() => this.backoff.reset(), stable);
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
    // During an attempt the attempt itself sees the loss.
    if (this.current === 'online') this.retryLater(reason);
  }

  private retryLater(reason: unknown): void {
    if (isProtocolError(reason) || isLoginRefusedError(reason)) this.events.failed(reason);
    // What the report led to may have ended the client.
    if (this.current === 'closed') return;
    this.setTimer(() => this.retryNow(), this.backoff.next());
    this.moveTo('offline');
  }

  /** Tries to connect at once; does nothing when not offline. */
  retryNow(): void {
    if (this.current !== 'offline') return;
    this.clearTimer();
    this.moveTo('connecting');
    this.attempt().catch((error: unknown) => {
      if (this.current !== 'connecting') return;
      if (!isFinal(error)) return this.retryLater(error);
      this.events.failed(error);
      this.life.end(error);
    });
  }

  /** The program or its network was away: nobody has told what ended meanwhile, and a pause may have stood still. */
  private resume(): void {
    this.retryNow();
    if (this.current === 'online') void this.probe();
  }

  /** Finds out whether the connection lives: the server answers, whatever it says, or the client comes back at once. */
  private async probe(): Promise<void> {
    const { connection, jwt } = this;
    if (connection === null) return;
    const form = { auid: this.settings.auid };
    try {
      const timeout = Math.min(patience, this.settings.requestTimeout);
      await this.life.run({ timeout }, (scope) => connection.request('user', 'get', form, jwt, scope));
    } catch (error) {
      if (!isTimeoutError(error) || this.connection !== connection) return;
      connection.close();
      this.lost(connection, error);
      this.retryNow();
    }
  }

  private setTimer(callback: () => void, delay: number): void {
    this.clearTimer();
    this.timer = this.platform.timers.set(callback, delay);
  }

  private clearTimer(): void {
    if (this.timer !== null) this.platform.timers.clear(this.timer);
    this.timer = null;
  }

  private stop(): void {
    this.clearTimer();
    this.stopWatching();
    this.connection?.close();
    this.connection = null;
    this.jwt = null;
    this.moveTo('closed');
  }

  private stopWatching(): void {
    for (const end of this.watches) end();
    this.watches = [];
  }

  private moveTo(state: ClientState): void {
    if (this.current === state) return;
    this.current = state;
    if (state !== 'connecting') {
      const waiting = Array.from(this.waiting);
      this.waiting.clear();
      for (const wake of waiting) wake();
    }
    this.events.stateChanged(state);
  }
}

export const notConnected = (): StateError => new StateError('the client is not connected: call connect() first');

/** Whether it is no use to try again: the account is shut out. */
const isFinal = (error: unknown): error is LoginRefusedError => isLoginRefusedError(error) && !isTemporary(error);

/** What an HTTP header can carry. */
const isJwt = (value: unknown): value is string => typeof value === 'string' && /^[!-~]+$/.test(value);

/** @throws LoginRefusedError, or ProtocolError for a "yes" without a token that can be used */
function jwtOf(answer: Answer): string {
  const response = new ApiResponse(answer);
  if (response.isFailed()) throw new LoginRefusedError(answer.code, answer.msg);
  if (!isJwt(answer.data)) throw new ProtocolError('a login was answered without a token that can be sent');
  return answer.data;
}
