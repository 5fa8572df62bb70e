import type { CallOptions } from '../base/scope.js';
import type { SendForm } from '../model/message.js';
import type { ApiResponse } from '../wire/answer.js';
import type { Caller } from './caller.js';
import { type Row, table } from './table.js';

/** One API of the server. */
export interface Api<Form, Data> {
  /**
   * @returns the server's answer, "yes" or "no"
   * @throws TransportError (TimeoutError, ProtocolError) for want of an answer, AbortError, SessionExpiredError or
   * LoginRefusedError for a session that could not be renewed, RefusedError when a proxy turned the request down,
   * StateError when the client is closed or was never connected
   */
  call(form: Form, options?: CallOptions): Promise<ApiResponse<Data>>;
}

type Table = typeof table;

type PlainApis = {
  readonly [Name in keyof Table]: Table[Name] extends Row<infer Form, infer Data> ? Api<Form, Data> : never;
};

/** All APIs by name. */
export type Apis = PlainApis & {
  /** Logs the client's account in again, always over the socket. A client has one account: name no other. */
  readonly login: Api<LoginForm | void, string>;
};

export interface LoginForm {
  /** The client's own account. */
  readonly auid: string;
  /** Default: the token that the client logs in with. */
  readonly token?: string;
}

/** By an API's name: what its success means for the client. */
export type After = {
  readonly [Name in keyof Table]?: Table[Name] extends Row<infer Form, infer Data>
    ? (form: Form, data: Data) => void
    : never;
};

/** What the APIs need of the client that offers them. */
export interface ApisOwner {
  readonly caller: Caller;
  /** Logs in over the socket. @throws as `call` */
  logIn(form: LoginForm | void, options: CallOptions): Promise<ApiResponse<string>>;
  /** The form with what the SDK fills in. */
  complete(form: SendForm): SendForm;
  /** What is to be done when the server has said "yes". */
  readonly after: After;
}

export function makeApis({ caller, logIn, complete, after }: ApisOwner): Apis {
  const plain: Record<string, Api<object, unknown>> = {};
  for (const name of Object.keys(table) as (keyof Table)[]) {
    const row = table[name];
    const done = after[name] as ((form: object, data: unknown) => void) | undefined;
    plain[name] = {
      call: async (form, options) => {
        const response = await caller.call<object, unknown>(row, form, options);
        if (response.isSucceed()) done?.(form, response.data);
        return response;
      },
    };
  }
  // The rows' types are what the server promises; nothing at run time carries them.
  const apis = plain as PlainApis;
  return Object.assign({}, apis, {
    login: { call: (form: LoginForm | void, options: CallOptions = {}) => logIn(form, options) },
    sendMessage: {
      call: async (form: SendForm, options?: CallOptions) => apis.sendMessage.call(complete(form), options),
    },
  });
}
