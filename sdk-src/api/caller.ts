import type { Settings } from '../base/config.js';
import { ProtocolError, RefusedError, SessionExpiredError, TransportError } from '../base/errors.js';
import type { CallOptions, Scope } from '../base/scope.js';
import type { Session } from '../wire/session.js';
import type { HttpResponse, Platform, Task } from '../platform/contract.js';
import { type Answer, ApiResponse, isExpired, readAnswer } from '../wire/answer.js';
import type { Row } from './table.js';

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
   * @throws what `Api.call` says
   */
  async call<Form extends object, Data>(
    { resource, method }: Row<Form, Data>,
    form: Form,
    options: CallOptions = {},
    transport = this.settings.apiTransport,
  ): Promise<ApiResponse<Data>> {
    const send =
      transport === 'SOCKET'
        ? async (jwt: string, scope: Scope): Promise<Answer> =>
            (await this.session.online(scope)).request(resource, method, form, jwt, scope)
        : (jwt: string, scope: Scope): Promise<Answer> => this.post(`v1/${resource}/${method}`, form, jwt, scope);
    const timeout = options.timeout ?? this.settings.requestTimeout;
    return new ApiResponse<Data>(await this.authorised({ ...options, timeout }, send));
  }

  /**
   * A request with the session's token; once more with a new token when the session has expired.
   * @throws as `call`
   */
  authorised(options: CallOptions, send: (jwt: string, scope: Scope) => Promise<Answer>): Promise<Answer> {
    return this.life.run(options, async (scope) => {
      const jwt = await this.session.token(scope);
      const answer = await send(jwt, scope);
      if (!isExpired(answer)) return answer;
      const renewed = await send(await this.session.renew(jwt, scope), scope);
      if (isExpired(renewed)) throw new SessionExpiredError(`the session has expired: ${renewed.msg}`);
      return renewed;
    });
  }

  private post(path: string, form: object, jwt: string, scope: Scope): Promise<Answer> {
    const headers = { 'content-type': 'application/json', ...bearer(jwt) };
    const url = `${this.settings.httpUrl}/${path}`;
    return answerOf(scope, () => this.platform.http({ url, headers, body: JSON.stringify(form) }));
  }
}

export const bearer = (jwt: string): Record<string, string> => ({ authorization: `Bearer ${jwt}` });

/** Of the client errors (RFC 9110, 15.5) all but 408 and 429, which ask to come again. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 408 && status !== 429;

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
        throw new TransportError(error instanceof Error ? error.message : String(error));
      }),
    () => task.cancel(),
  );
  try {
    return readAnswer(JSON.parse(body));
  } catch {
    // Something on the way (a proxy, a limit on sizes) turned this very request down: to repeat it is no use.
    if (isFinal(status)) throw new RefusedError('the request', status, 'not by the server itself');
    throw new ProtocolError(`HTTP ${status} with a body that is no answer`);
  }
}
