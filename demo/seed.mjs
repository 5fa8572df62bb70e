// A little history, so that the first look shows a chat and not an empty page. Carol has written it, over HTTP.

/** @param {import('../tests/server/server.mjs').ReferenceServer} server @param {(auid: string) => string} tokenOf */
export async function seed({ host, httpPort, appKey, controls }, tokenOf) {
  const post = async (/** @type {string} */ path, /** @type {object} */ form, /** @type {string} */ jwt = '') => {
    const response = await fetch(`http://${host}:${httpPort}/v1/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(jwt && { authorization: `Bearer ${jwt}` }) },
      body: JSON.stringify(form),
    });
    const { code, msg, data } = /** @type {{ code: number, msg: string, data: string }} */ (await response.json());
    if (code !== 200) throw new Error(`${path}: ${code} ${msg}`);
    return data;
  };

  const rid = controls.addRoom({ name: 'Lunch · 午饭', members: ['alice', 'bob', 'carol'] });
  /** @type {[string, string, string][]} */
  const messages = [
    ['P2R', rid, 'The noodle place at half past twelve?'],
    ['P2R', rid, '十二点半去吃面，可以吗？'],
    ['P2P', 'alice', 'Hi Alice! Try the plug at the top: write while it is out, then plug it in again.'],
    ['P2P', 'bob', 'Hi Bob! Send a picture to Alice, and watch the mark when she has read it.'],
  ];
  const auid = 'carol';
  const jwt = await post('connection/authority/request', { auid, token: tokenOf(auid), appKey });
  for (const [index, [way, toTarget, body]] of messages.entries()) {
    const form = {
      clientMessageId: `seed-${index}`,
      fromUser: auid,
      formUser: auid,
      way,
      toTarget,
      type: 'TEXT',
      body,
    };
    await post('upstream_message/send', form, jwt);
  }
}
