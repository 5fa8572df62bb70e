// Who is there: logins, and the watch of others.

import { Code, Refusal, requiredString, requiredStrings } from '../protocol.mjs';

/** @type {import('../api.mjs').Method} gives the JWT */
export async function login({ state, tokens, faults, appKey }, form) {
  const auid = requiredString(form, 'auid');
  const token = requiredString(form, 'token');
  const key = requiredString(form, 'appKey');
  if (faults.refuseLogin) throw new Refusal(Code.forbidden, 'logins are refused at present');
  if (key !== appKey) throw new Refusal(Code.forbidden, 'unknown app key');
  if (state.users.get(auid)?.token !== token) throw new Refusal(Code.forbidden, 'wrong auid or token');
  return tokens.issue(auid);
}

/** @type {import('../api.mjs').Method} */
export function addOnlineMonitor({ state, delivery }, form, { auid: caller }) {
  const watched = requiredStrings(form, 'auids');
  for (const auid of watched) {
    state.user(auid);
    state.monitors.set(auid, (state.monitors.get(auid) ?? new Set()).add(caller));
  }
  return watched.map((auid) => ({ auid, online: delivery.isOnline(auid) }));
}
