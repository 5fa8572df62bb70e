import type { CallOptions } from '../base/scope.js';
import type { SendForm } from '../model/message.js';
import type { Online, UserTokenForm, UsersForm } from '../model/user.js';
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

/** What the APIs need of the client that offers them. */
export interface ApisOwner {
  readonly caller: Caller;
  /** Logs in over the socket. @throws as `call` */
  logIn(form: LoginForm | void, options: CallOptions): Promise<ApiResponse<string>>;
  /** The form with what the SDK fills in. */
  complete(form: SendForm): SendForm;
  /** The server has taken a new token for `auid`. */
  tokenChanged(auid: string, token: string): void;
  /** The server tells from now on when these users come and go. */
  watched(users: readonly Online[]): void;
}

export function makeApis({ caller, logIn, complete, tokenChanged, watched }: ApisOwner): Apis {
  const plain: Record<string, Api<object, unknown>> = {};
  for (const name of Object.keys(table) as (keyof Table)[]) {
    const row = table[name];
    plain[name] = { call: (form, options) => caller.call<object, unknown>(row, form, options) };
  }
  // The rows' types are what the server promises; nothing at run time carries them.
  const apis = plain as PlainApis;
  return Object.assign({}, apis, {
    login: { call: (form: LoginForm | void, options: CallOptions = {}) => logIn(form, options) },
    sendMessage: {
      call: async (form: SendForm, options?: CallOptions) => apis.sendMessage.call(complete(form), options),
    },
    addOnlineMonitor: {
      call: async (form: UsersForm, options?: CallOptions) => {
        const response = await apis.addOnlineMonitor.call(form, options);
        if (response.isSucceed()) watched(response.data);
        return response;
      },
    },
    userUpdateToken: {
      call: async (form: UserTokenForm, options?: CallOptions) => {
        const response = await apis.userUpdateToken.call(form, options);
        if (response.isSucceed()) tokenChanged(form.auid, form.token);
        return response;
      },
    },
  });
}
