import { ProtocolError, RefusedError } from '../base/errors.js';
import { fieldsOf } from '../base/fields.js';

/** The part of every answer that both ways of travelling share. Codes have the meaning of HTTP's statuses. */
export interface Answer {
  readonly code: number;
  readonly msg: string;
  readonly data: unknown;
}

const success = 200;
/** The session behind the request's token has expired. */
export const expired = 401;

/** @throws ProtocolError when `value` is no `{ code, msg, data }` */
export function readAnswer(value: unknown): Answer {
  const { code, msg, data } = fieldsOf(value);
  if (typeof code !== 'number') throw new ProtocolError('an answer has no code');
  return { code, msg: typeof msg === 'string' ? msg : '', data };
}

/**
 * Whether a server, or a proxy before it, only says "not now" (RFC 9110, 15.5.9, 15.6; RFC 6585, 4): that tells nothing of
 * the request or the account.
 */
export const isTemporary = ({ code }: { readonly code: number }): boolean =>
  code === 408 || code === 429 || code >= 500;

/** What an API call promises: the server's answer, "yes" or "no". */
export class ApiResponse<Data> {
  readonly code: number;
  readonly msg: string;
  /** As the server sent it; its type is the protocol's word, not checked. Meaningless when the call failed. */
  readonly data: Data;

  constructor(answer: Answer) {
    this.code = answer.code;
    this.msg = answer.msg;
    this.data = answer.data as Data;
  }

  isSucceed(): boolean {
    return this.code === success;
  }

  isFailed(): boolean {
    return !this.isSucceed();
  }
}

/** @param what was asked for @throws RefusedError for the server's "no" */
export function accepted<Data>(what: string, response: ApiResponse<Data>): Data {
  if (response.isFailed()) throw new RefusedError(what, response.code, response.msg);
  return response.data;
}

/** @throws RefusedError for the server's "no", ProtocolError for what is no list */
export function listOf<Item>(what: string, response: ApiResponse<readonly Item[]>): readonly Item[] {
  const list = accepted(what, response);
  if (!Array.isArray(list)) throw new ProtocolError(`${what} came as no list`);
  return list;
}
