// Messages on their way: sent, acknowledged, taken back.

import { Code, Refusal, Violation, requiredString, requiredWord, ways } from '../protocol.mjs';

/** @typedef {import('../api.mjs').Method} Method */

/** Milliseconds after which a message can't be recalled any more. */
const recallTime = 2 * 60 * 1000;

/** @type {Method} */
export function send({ state, delivery, journal, faults }, form, caller) {
  const { auid } = caller;
  const draft = {
    clientMessageId: requiredString(form, 'clientMessageId'),
    fromUser: requiredString(form, 'fromUser'),
    toTarget: requiredString(form, 'toTarget'),
    way: requiredWord(form, 'way', ways),
    type: requiredString(form, 'type'),
    body: form['body'],
  };
  if (draft.body === undefined || draft.body === null) throw new Violation('body: required');
  if (draft.fromUser !== auid) throw new Violation(`fromUser: ${auid} can't send as ${draft.fromUser}`);
  if (form['formUser'] !== draft.fromUser) throw new Violation('formUser: must repeat fromUser for 1.01 servers');

  if (faults.refuseSends !== 0) {
    const echo = faults.echoBodies ? `: ${JSON.stringify(draft.body)}` : '';
    throw new Refusal(faults.refuseSends, `messages are refused at present${echo}`);
  }
  /** @type {string[]} */
  let addressees = [];
  const { message, isNew } = state.accept(draft, () => (addressees = addresseesOf(state, draft)));
  journal.note(
    `${isNew ? 'accepted' : 'known   '} ${message.messageId} ${message.clientMessageId} ${auid} to ${draft.toTarget}`,
  );
  if (isNew) {
    for (const addressee of addressees) delivery.deliver(addressee, message);
    if (!addressees.includes(auid)) delivery.mirror(caller, message);
  }
  return { messageId: message.messageId, clientMessageId: message.clientMessageId, sendTime: message.sendTime };
}

/** @param {import('../state.mjs').State} state @param {{ way: string, toTarget: string, fromUser: string }} draft @returns {string[]} */
function addresseesOf(state, { way, toTarget, fromUser }) {
  if (way === 'P2P') {
    const { auid } = state.user(toTarget);
    if (state.relationsOf(auid).blacklist.has(fromUser))
      throw new Refusal(Code.forbidden, `${auid} takes no messages from ${fromUser}`);
    return [auid];
  }
  const { members } = state.room(toTarget);
  if (!members.has(fromUser)) throw new Refusal(Code.forbidden, `${fromUser} is no member of room ${toTarget}`);
  return [...members].filter((auid) => auid !== fromUser);
}

/** @type {Method} */
export function acknowledge({ state, journal, faults }, form, { auid }) {
  const messageId = requiredString(form, 'messageId');
  if (faults.refuseAcknowledgements !== 0)
    throw new Refusal(faults.refuseAcknowledgements, 'acknowledgements are refused at present');
  if (!state.acknowledge(auid, messageId)) throw new Violation(`messageId: ${messageId} was never sent to ${auid}`);
  journal.note(`ack  ${messageId} by ${auid}`);
  return null;
}

/** @type {Method} */
export function recall({ state, delivery }, form, caller) {
  const message = state.message(requiredString(form, 'messageId'));
  const { messageId, way, toTarget, fromUser, sendTime } = message;
  if (fromUser !== caller.auid) throw new Refusal(Code.forbidden, `message ${messageId} is another user's`);
  if (Date.now() - sendTime > recallTime)
    throw new Refusal(Code.forbidden, `message ${messageId} is more than two minutes old`);
  state.recall(message);
  delivery.tell(state.addressed(messageId), 'RECALLED', { messageId, way, toTarget }, caller);
  return null;
}
