// What each action of a schedule does to the world. An action that finds no page to act on does nothing, so that any part of
// a schedule is a schedule.

import { badFrames } from './session.mjs';

/** @typedef {import('./world.mjs').World} World @typedef {import('./schedule.mjs').Action} Action */

/** @param {World} world @param {Action} action */
export function act(world, action) {
  switch (action.do) {
    case 'start':
      return world.startPage(action);
    case 'network':
      return networkGoes(world, action);
    case 'fault':
      return world.faults.start(action.kind, action.account, action.probability, action.ms);
    case 'restart':
      world.struck('restart');
      world.server.stop();
      return void world.clock.after(action.ms, () => world.server.heal());
    case 'expire':
      world.struck('expired tokens');
      return world.server.expireTokens();
    case 'redeliver':
      for (const session of world.server.sessionsOf(action.account)) session.redeliver(0);
      return;
    case 'clock':
      world.struck('clock jump');
      world.clock.jump += action.ms;
      world.jumpSerial = world.nextSerial();
      return;
    case 'storeFault':
      return world.storeOf(action.account).start(action.kind, action.ms);
    case 'damage':
      return world.storeOf(action.account).damage(action.how, action.item);
    default:
      return actOnPage(world, action);
  }
}

/** @param {World} world @param {Exclude<Action, { do: 'start' }> & import('./schedule.mjs').OnPage} action */
function actOnPage(world, action) {
  const page = world.pageAt(action);
  if (page === undefined) return;
  const connections = () => world.network.connections(page.account).filter((each) => each.page === page);
  switch (action.do) {
    case 'send':
      for (let index = 0; index < action.count; index += 1)
        world.clock.after(index * action.gap, () => page.isAlive && page.send(action));
      return;
    case 'die':
      world.struck(action.calls > 0 ? 'death in mid-turn' : 'death');
      return page.die(action.calls);
    case 'dieInHandler':
      world.struck('death in a handler');
      page.diesInHandler = true;
      return;
    case 'close':
      world.struck('close');
      return page.close();
    case 'retry':
      world.struck('retry');
      return page.retry(action.pick);
    case 'discard':
      world.struck('discard');
      return page.discard(action.pick);
    case 'read':
      return page.reader.markRead(action.pick);
    case 'pages':
      return page.reader.turnPages(action.pick, action.limit);
    case 'connect':
      return page.connect();
    case 'kick':
      world.struck('kick');
      for (const { session } of connections())
        if (session.auid !== '') session.event('downstream_event', { method: 'event_toclient', type: 'KICKED' });
      return;
    case 'drop':
      world.struck(`drop ${action.how}`);
      for (const connection of connections()) {
        if (action.how === 'silent') connection.fallSilent('both');
        else connection.drop(action.how);
      }
      return;
    case 'inject':
      world.struck('bad frame');
      for (const connection of connections()) connection.toClient(badFrames[action.frame] ?? '');
      return;
  }
}

/** @param {World} world @param {import('./schedule.mjs').NetworkAction} action */
function networkGoes(world, { account, ms, tell }) {
  const { network, clock } = world;
  const set = (/** @type {boolean} */ up) => {
    network.set(account, up);
    if (!tell) return;
    for (const page of world.pages) if (page.account === account) page.tellNetwork(up);
  };
  world.struck('network away');
  set(false);
  clock.after(ms, () => set(true));
}
