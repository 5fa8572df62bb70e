// The words of the wire: result codes, the envelope, and the two ways a request can be turned down.
// It knows nothing of sockets, HTTP or state, so that both fronts refuse in the same terms.

/** Result codes of an answer's `code`. 200 is success; the rest follow HTTP's meaning, not its transport. */
export const Code = Object.freeze({
  ok: 200,
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  serverError: 500,
});

export const Topic = Object.freeze({
  connection: 'topic.connection',
  downstreamMessage: 'topic.downstream_message',
  downstreamEvent: 'topic.downstream_event',
});

export const ways = Object.freeze(['P2P', 'P2R']);

/** @typedef {Record<string, unknown>} Form a request's own fields, without the envelope's */
/** @typedef {{ code: number, msg: string, data: unknown }} Answer */

/** A well-formed request that is answered with "no": a wrong password, an unknown user. */
export class Refusal extends Error {
  /** @param {number} code @param {string} message goes to the client as `msg` */
  constructor(code, message) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** A request that breaks the protocol. It is answered like a refusal, and recorded: no correct client causes one. */
export class Violation extends Refusal {
  /** @param {string} message @param {number} [code] */
  constructor(message, code = Code.badRequest) {
    super(code, message);
    this.name = 'Violation';
  }
}

/** @param {unknown} data @returns {Answer} */
export const success = (data) => ({ code: Code.ok, msg: 'success', data });

/** @param {Refusal} refusal @returns {Answer} */
export const refused = (refusal) => ({ code: refusal.code, msg: refusal.message, data: null });

/** @param {unknown} value @returns {value is Form} */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The non-empty string `form[field]`; a violation that names the field when it is anything else.
 * @param {Form} form @param {string} field @returns {string} */
export function requiredString(form, field) {
  const value = form[field];
  if (typeof value !== 'string' || value === '') throw new Violation(`${field}: a non-empty string is required`);
  return value;
}

/** `form[field]`, one of the words in `allowed`.
 * @param {Form} form @param {string} field @param {readonly string[]} allowed @returns {string} */
export function requiredWord(form, field, allowed) {
  const value = requiredString(form, field);
  if (!allowed.includes(value)) throw new Violation(`${field}: one of ${allowed.join(', ')} is required`);
  return value;
}

/** @param {Form} form @param {string} field @returns {string[]} */
export function requiredStrings(form, field) {
  const value = form[field];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string' || item === '')) {
    throw new Violation(`${field}: an array of non-empty strings is required`);
  }
  return value;
}

/** A page's length: `form.limit`, 50 when it is not there. @param {Form} form @returns {number} */
export function limitOf(form) {
  const { limit = 50 } = form;
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1 || limit > 200)
    throw new Violation('limit: a whole number from 1 to 200 is required');
  return limit;
}
