import type { Settings } from '../base/config.js';
import { ProtocolError, RefusedError, SessionExpiredError, TransportError } from '../base/errors.js';
import type { CallOptions, Scope } from '../base/scope.js';
import type { HttpResponse, Platform, Task } from '../platform/contract.js';
import { type Answer, ApiResponse, expired, readAnswer } from '../wire/answer.js';
import type { Session } from '../wire/session.js';
import type { Row } from './table.js';

/** How many tokens one call may see expire: each was new when it was taken. */
const mostRenewals = 5;

/** Carries API calls to the server and their answers back, over HTTP or the session's socket. */
export class Caller {
  constructor(
    private readonly settings: Settings,
    private readonly platform: Platform,
    private readonly session: Session,
    private readonly life: Scope,
  ) {}

  /**
   * @param transport how it travels; by default as the config says
   * @param around ends the call, too, and with the client at the latest
   * @throws what `Api.call` says
   */
  async call<Form extends object, Data>(
    { resource, method }: Row<Form, Data>,
    form: Form,
    options: CallOptions = {},
    transport = this.settings.apiTransport,
    around: Scope = this.life,
  ): Promise<ApiResponse<Data>> {
    const send =
      transport === 'SOCKET'
        ? async (jwt: string, scope: Scope): Promise<Answer> =>
            (await this.session.online(scope)).request(resource, method, form, jwt, scope)
        : (jwt: string, scope: Scope): Promise<Answer> => this.post(`v1/${resource}/${method}`, form, jwt, scope);
    const { timeout = this.settings.requestTimeout } = options;
    return new ApiResponse<Data>(await this.authorised(Object.assign({}, options, { timeout }), send, around));
  }

  /**
   * A request with the session's token; again with a new token when the session has expired.
   * @throws as `call`
   */
  authorised(
    options: CallOptions,
    send: (jwt: string, scope: Scope) => Promise<Answer>,
    around: Scope = this.life,
  ): Promise<Answer> {
    return around.run(options, async (scope) => {
      let jwt = await this.session.token(scope);
      for (let renewals = 0; ; renewals += 1) {
        const answer = await send(jwt, scope);
        if (answer.code !== expired) return answer;
        if (renewals === mostRenewals) throw new SessionExpiredError('the session expires as soon as it is renewed');
        jwt = await this.session.renew(jwt, scope);
      }
    });
  }

  private post(path: string, form: object, jwt: string, scope: Scope): Promise<Answer> {
    const headers = Object.assign({ 'content-type': 'application/json' }, bearer(jwt));
    const url = `${this.settings.httpUrl}/${path}`;
    return answerOf(scope, () => this.platform.http({ url, headers, body: JSON.stringify(form) }));
  }
}

export const bearer = (jwt: string): Record<string, string> => ({ authorization: `Bearer ${jwt}` });

/** A request is too large, in its body, its address or its headers (RFC 9110, 15.5.14, 15.5.15; RFC 6585, 5). */
const tooLarge: readonly number[] = [413, 414, 431];

/**
 * The answer that a task of the platform brings.
 * @throws TransportError when it brings none, ProtocolError or RefusedError when it is none of E聊's, or the scope's reason
 */
export async function answerOf(scope: Scope, start: () => Task<HttpResponse>): Promise<Answer> {
  scope.check();
  const task = start();
  const { status, body } = await scope.wait(
    () =>
      task.result.catch((error: unknown) => {
        throw new TransportError(error instanceof Error ? error.message : 'there is no answer', error);
      }),
    () => task.cancel(),
  );
  try {
    return readAnswer(JSON.parse(body));
  } catch (error) {
    // Something on the way (a proxy, a limit on sizes) answered in the server's place.
    if (status === expired) return { code: expired, msg: '', data: null };
    if (tooLarge.indexOf(status) >= 0) throw new RefusedError('the request', status, 'not by the server itself');
    throw new ProtocolError(`HTTP ${status} with a body that is no answer`, error);
  }
}
