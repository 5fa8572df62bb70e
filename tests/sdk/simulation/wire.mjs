// What passes on the wire, as far as the model reads it: socket.io events in engine.io text frames, and the marks by
// which a message's body names the call that sent it.

/** @typedef {Readonly<Record<string, unknown>>} Form */
/** @typedef {{ id: string, topic: string, form: Form }} Request `id` is the acknowledgement's number, '' without one */

/** Marks of what must never be printed. Every key, token, JWT and body of the simulation holds one. */
export const secret = /KEY~|TOKEN~|JWT~|~s\d+~/;

/** @param {number} id @param {number} size characters @returns {string} the text of a message */
export const bodyOf = (id, size) => `~s${id}~${'x'.repeat(size)}`;

/** @param {string} text @returns {Set<number>} the calls whose bodies are in it */
export function sendsIn(text) {
  const found = new Set();
  for (const [, id] of text.matchAll(/~s(\d+)~/g)) found.add(Number(id));
  return found;
}

/** @param {Form} form of a message @returns {number} the call that sent it; -1 when it names none */
export function sendOf(form) {
  const { body } = form;
  const [, id] = /~s(\d+)~/.exec(typeof body === 'string' ? body : (JSON.stringify(body) ?? '')) ?? [];
  return id === undefined ? -1 : Number(id);
}

/** @param {string} frame @returns {Request | null} null for what is no event */
export function readEvent(frame) {
  const [, id, json] = /^42(\d*)(\[.*)$/s.exec(frame) ?? [];
  if (json === undefined) return null;
  const [topic, form] = JSON.parse(json);
  return { id: id ?? '', topic: String(topic), form: formOf(form) };
}

/** @param {Request} request @returns {string} `resource/method` */
export const pathOf = ({ topic, form }) => `${topic.replace(/^topic\./, '')}/${String(form['method'])}`;

/** @param {unknown} value @returns {Form} */
export const formOf = (value) => (typeof value === 'object' && value !== null ? { ...value } : {});
