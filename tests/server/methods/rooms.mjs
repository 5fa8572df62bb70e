// Rooms and who is in them. Whoever was there longest stands first among the members.

import { Code, Refusal, requiredString, requiredStrings } from '../protocol.mjs';

/** @typedef {import('../api.mjs').Method} Method @typedef {import('../api.mjs').World} World */
/** @typedef {import('../api.mjs').Caller} Caller @typedef {import('../protocol.mjs').Form} Form */
/** @typedef {import('../state.mjs').Room} Room */

/** @type {Method} */
export function add(world, form, caller) {
  const { state } = world;
  const members = form['members'] === undefined ? [] : requiredStrings(form, 'members');
  for (const auid of members) state.user(auid);
  const name = requiredString(form, 'name');
  const room = { rid: state.nextId('r'), name, owner: caller.auid, members: new Set([caller.auid]) };
  state.rooms.set(room.rid, room);
  join(world, room, members, caller);
  return publicRoom(room);
}

/** @type {Method} */
export const get = (world, form, caller) => publicRoom(joined(world, form, caller));

/** @type {Method} */
export function update(world, form, caller) {
  const room = owned(world, form, caller);
  room.name = requiredString(form, 'name');
  world.delivery.tell(room.members, 'ROOM_UPDATED', { rid: room.rid }, caller);
  return publicRoom(room);
}

/** @type {Method} */
export const list = ({ state }, _form, { auid }) =>
  [...state.rooms.values()].filter(({ members }) => members.has(auid)).map(publicRoom);

/** @type {Method} */
export function remove(world, form, caller) {
  const { rid, members } = owned(world, form, caller);
  world.state.rooms.delete(rid);
  world.delivery.tell(members, 'ROOM_DELETED', { rid }, caller);
  return null;
}

/** @type {Method} */
export function addMembers(world, form, caller) {
  const room = joined(world, form, caller);
  const members = requiredStrings(form, 'members');
  for (const auid of members) world.state.user(auid);
  join(world, room, members, caller);
  return publicRoom(room);
}

/** @type {Method} */
export function removeMembers(world, form, caller) {
  const room = owned(world, form, caller);
  const members = requiredStrings(form, 'members');
  if (members.includes(room.owner)) throw new Refusal(Code.forbidden, 'an owner leaves a room by leave');
  for (const auid of members) part(world, room, auid, caller);
  return publicRoom(room);
}

/** @type {Method} */
export function listMembers(world, form, caller) {
  const { owner, members } = joined(world, form, caller);
  return [...members].map((auid) => ({ auid, role: auid === owner ? 'OWNER' : 'MEMBER' }));
}

/** @type {Method} */
export function leave(world, form, caller) {
  const room = joined(world, form, caller);
  part(world, room, caller.auid, caller);
  const [longest] = room.members;
  if (longest === undefined) {
    world.state.rooms.delete(room.rid);
  } else if (room.owner === caller.auid) {
    room.owner = longest;
    world.delivery.tell(room.members, 'ROOM_UPDATED', { rid: room.rid }, caller);
  }
  return null;
}

/** @param {World} world @param {Room} room @param {readonly string[]} members @param {Caller} caller */
function join({ delivery }, { rid, members: all }, members, caller) {
  const fresh = [...new Set(members)].filter((auid) => !all.has(auid));
  for (const auid of fresh) all.add(auid);
  for (const auid of fresh) delivery.tell(all, 'ROOM_JOINED', { rid, auid }, caller);
}

/** @param {World} world @param {Room} room @param {string} auid @param {Caller} caller */
function part({ delivery }, { rid, members }, auid, caller) {
  if (members.delete(auid)) delivery.tell([...members, auid], 'ROOM_LEFT', { rid, auid }, caller);
}

/** @param {World} world @param {Form} form @param {Caller} caller @returns {Room} one that the caller is in */
function joined({ state }, form, { auid }) {
  const room = state.room(requiredString(form, 'rid'));
  if (!room.members.has(auid)) throw new Refusal(Code.forbidden, `${auid} is no member of room ${room.rid}`);
  return room;
}

/** @param {World} world @param {Form} form @param {Caller} caller @returns {Room} one that the caller owns */
function owned(world, form, caller) {
  const room = joined(world, form, caller);
  if (room.owner !== caller.auid) throw new Refusal(Code.forbidden, `${caller.auid} does not own room ${room.rid}`);
  return room;
}

/** @param {Room} room */
const publicRoom = ({ rid, name, owner, members }) => ({ rid, name, owner, members: [...members] });
