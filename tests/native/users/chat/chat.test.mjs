// echatim-chat, as a program and people use it, with the reference server.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';

import { startServer } from '../../../server/server.mjs';

const dist = process.env['ECHATIM_DIST'];
assert.ok(dist, 'ECHATIM_DIST is not set');
const program = join(dist, 'bin/echatim-chat');

/** @type {import('../../../server/server.mjs').ReferenceServer} */ let server;
/** @type {string} */ let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'echatim-chat-'));
  server = await startServer({ tls: false });
  for (const auid of ['alice', 'bob', 'carol']) server.controls.addUser({ auid, token: `${auid} 1` });
});
after(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});
afterEach(() => {
  server.controls.clearFaults();
  assert.deepEqual(server.controls.violations(), []);
});

/** A chat that runs. */
class Chat {
  output = '';
  errors = '';
  /** @type {() => void} */ #changed = () => {};

  /** @param {string} auid @param {string[]} options @param {Record<string, string | undefined>} environment */
  constructor(auid, options = [], environment = {}, of = server) {
    const address = ['--host', of.host, '--http-port', `${of.httpPort}`, '--socket-port', `${of.socketPort}`];
    this.process = spawn(program, [...address, '--key', of.appKey, '--auid', auid, ...options], {
      env: { PATH: process.env['PATH'], XDG_STATE_HOME: folder, ECHATIM_TOKEN: `${auid} 1`, ...environment },
    });
    this.process.stdout.setEncoding('utf8').on('data', (text) => {
      this.output += text;
      this.#changed();
    });
    this.process.stderr.setEncoding('utf8').on('data', (text) => (this.errors += text));
    this.ended = once(this.process, 'close').then(([status]) => status);
  }

  /** @param {...string} lines */
  type(...lines) {
    this.process.stdin.write(lines.map((line) => `${line}\n`).join(''));
    return this;
  }

  /** Ends the input. @returns {Promise<number>} the exit status */
  end(text = '') {
    this.process.stdin.end(text);
    return this.ended;
  }

  /** @param {RegExp} pattern of the output */
  async shows(pattern) {
    while (!pattern.test(this.output)) {
      const ended = await Promise.race([
        this.ended.then(() => true),
        new Promise((resolve) => (this.#changed = () => resolve(false))),
      ]);
      assert.ok(!ended || pattern.test(this.output), `${pattern} never came:\n${this.output}${this.errors}`);
    }
  }

  /** What it printed with --json. @param {string} [event] only these */
  events(event) {
    const all = this.output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    return event ? all.filter((each) => each.event === event) : all;
  }
}

test('JSON: a conversation, files and calls', { timeout: 20_000 }, async () => {
  const file = join(folder, 'a report.txt');
  await writeFile(file, 'x'.repeat(1000));
  const bob = new Chat('bob', ['--json']);
  await bob.shows(/online/);
  const alice = new Chat('alice', ['--json', '--to', 'bob']);
  alice.type(
    'hello',
    '//slash',
    `/file ${file}`,
    `/image ${file}`,
    '/call userGet {"auid":"bob"}',
    '/call userGet {"auid":"x"}',
  );
  assert.equal(await alice.end('好, without an end'), 0);
  await bob.shows(/without an end/);
  assert.equal(await bob.end(), 0);

  assert.deepEqual(
    alice.events('state').map(({ state }) => state),
    ['connecting', 'online', 'closed'],
  );
  const receipts = alice.events('sent').map(({ receipt }) => receipt);
  assert.deepEqual(Object.keys(receipts[0]), ['messageId', 'clientMessageId', 'sendTime']);
  const messages = bob.events('message').map(({ message }) => message);
  assert.deepEqual(
    messages.map(({ messageId }) => messageId),
    receipts.map(({ messageId }) => messageId),
  );
  assert.deepEqual(
    messages.map(({ type, body }) => [type, body.name ?? body]),
    [
      ['TEXT', 'hello'],
      ['TEXT', '/slash'],
      ['FILE', 'a report.txt'],
      ['IMAGE', 'a report.txt'],
      ['TEXT', '好, without an end'],
    ],
  );
  assert.ok(messages.every(({ fromUser }) => fromUser === 'alice'));
  const answers = alice.events('answer').map(({ api, code, data }) => [api, code, data?.auid]);
  assert.deepEqual(answers, [
    ['userGet', 200, 'bob'],
    ['userGet', 404, undefined],
  ]);
  assert.equal(alice.errors + bob.errors, '');
});

test('JSON: a call is made after all before it, and before all after it', { timeout: 20_000 }, async () => {
  const lines = [];
  const expected = [];
  for (let i = 0; i < 60; ++i) {
    const auid = `friend-${i}`;
    lines.push(`/call userAdd ${JSON.stringify({ auid, token: auid })}`, `/to ${auid}`);
    expected.push('userAdd');
    for (let n = 0; n < i % 4; ++n) {
      lines.push(`hello ${n}`);
      expected.push('sent');
    }
  }
  const alice = new Chat('alice', ['--json']);
  assert.equal(await alice.type(...lines).end(), 0);
  const done = alice.events().filter(({ event }) => event !== 'state');
  assert.deepEqual(
    done.map(({ event, api }) => api ?? event),
    expected,
  );
});

test('JSON: rooms, and who is chosen', { timeout: 20_000 }, async () => {
  const rid = server.controls.addRoom({ name: 'r', members: ['alice', 'bob'] });
  const bob = new Chat('bob', ['--json']);
  await bob.shows(/online/);
  const alice = new Chat('alice', ['--json', '--room', rid]);
  assert.equal(await alice.type('to the room', '/to bob', 'to bob', `/room ${rid}`, 'again', '/quit').ended, 0);
  await bob.shows(/again/);
  await bob.end();
  const messages = bob.events('message').map(({ message: { way, toTarget, body } }) => [way, toTarget, body]);
  // Of different conversations the order is not fixed.
  assert.deepEqual(messages.sort(), [
    ['P2P', 'bob', 'to bob'],
    ['P2R', rid, 'again'],
    ['P2R', rid, 'to the room'],
  ]);
});

test('JSON: errors are lines, too, and end nothing', { timeout: 20_000 }, async () => {
  const alice = new Chat('alice', ['--json']);
  alice.type('to whom?', '/nonsense', '/call userGet {', '/to nobody', 'hello', '/file /no/such/file');
  assert.equal(await alice.end(), 0);
  const errors = alice
    .events('error')
    .map(({ error: { name, code, field, serverCode } }) => ({ name, code, field, serverCode }));
  const sorted = errors.map((error) => JSON.stringify(error)).sort();
  assert.deepEqual(sorted, [
    '{"name":"ConfigError","code":1,"field":"command"}',
    '{"name":"ConfigError","code":1,"field":"command"}',
    '{"name":"ConfigError","code":1,"field":"form"}',
    '{"name":"RefusedError","code":7,"serverCode":404}',
    '{"name":"TransportError","code":5}',
  ]);
});

test('a thousand lines at once all arrive, in order', { timeout: 60_000 }, async () => {
  const lines = Array.from({ length: 1500 }, (_, i) => `line ${i}`);
  const before = server.controls.messages().length;
  const alice = new Chat('alice', ['--json', '--to', 'carol']);
  assert.equal(await alice.end(lines.join('\n')), 0);
  assert.equal(alice.events('sent').length, 1500);
  assert.deepEqual(
    server.controls
      .messages()
      .slice(before)
      .map(({ body }) => body),
    lines,
  );
});

test('the end of the input waits for what was sent', { timeout: 20_000 }, async () => {
  server.controls.setFaults({ holdAnswers: true });
  const alice = new Chat('alice', ['--json', '--to', 'bob']);
  const ended = alice.end('slow\n');
  assert.equal(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 700, 'waits'))]), 'waits');
  server.controls.setFaults({ holdAnswers: false });
  assert.equal(await ended, 0);
  assert.equal(alice.events('sent').length, 1);
});

test('without a home nothing is kept', { timeout: 20_000 }, async () => {
  const alice = new Chat('alice', ['--json', '--to', 'bob'], { XDG_STATE_HOME: undefined, HOME: undefined });
  assert.equal(await alice.end('hello\n'), 0, alice.errors);
  assert.equal(alice.events('sent').length, 1);
});

test('exit statuses', { timeout: 30_000 }, async () => {
  const wrong = new Chat('alice', ['--json', '--token', 'wrong']);
  assert.equal(await wrong.end(), 1);
  const { error } = wrong.events('error')[0];
  assert.deepEqual([error.name, error.code, error.serverCode], ['LoginRefusedError', 8, 403]);

  const nobody = { ...server, httpPort: 1, socketPort: 1, host: '127.0.0.1', appKey: 'k' };
  const alone = new Chat('alice', ['--json'], {}, /** @type {any} */ (nobody));
  assert.equal(await alone.end(), 1);
  assert.equal(alone.events('error')[0].error.name, 'TransportError');

  const kicked = new Chat('carol', ['--json']);
  await kicked.shows(/online/);
  server.controls.kick({ auid: 'carol' });
  assert.equal(await kicked.ended, 1);
  assert.equal(kicked.events('kicked').length, 1);

  for (const [options, environment, words] of /** @type {[string[], Record<string, string | undefined>, RegExp][]} */ ([
    [['--jsn'], {}, /jsn/],
    [['extra'], {}, /unexpected argument 'extra'/],
    [['--to', 'a', '--room', 'b'], {}, /exclude each other/],
    [[], { ECHATIM_TOKEN: undefined }, /neither --token nor ECHATIM_TOKEN/],
    [['--http-port', 'x'], {}, /x/],
    [['--http-port', '70000'], {}, /httpPort/],
  ])) {
    const misused = new Chat('alice', options, environment);
    assert.equal(await misused.end(), 2, options.join(' '));
    assert.match(misused.errors, words);
    assert.equal(misused.output, '');
  }
});

test('standard descriptors that are closed are as /dev/null', { timeout: 20_000 }, async () => {
  const options = ['--host', server.host, '--http-port', String(server.httpPort)];
  options.push('--socket-port', String(server.socketPort), '--key', server.appKey, '--auid', 'alice', '--to', 'bob');
  const env = { PATH: process.env['PATH'], XDG_STATE_HOME: folder, ECHATIM_TOKEN: 'alice 1' };
  for (const closed of ['<&-', '<&- >&-', '<&- >&- 2>&-']) {
    const [status] = await once(
      spawn('sh', ['-c', `exec "$0" "$@" ${closed}`, program, ...options], { env, stdio: 'ignore' }),
      'close',
    );
    assert.equal(status, 0, closed);
  }
});

test('people see who said what, and no escape sequence', { timeout: 20_000 }, async () => {
  const evil = '\u001b]0;title\u0007 \u009b31m \u202e';
  server.controls.addUser({ auid: `ev\u001b[2Jil`, token: 't' });
  const bob = new Chat('bob', [], { TZ: 'UTC' });
  await bob.shows(/-- online/);
  const alice = new Chat('alice', ['--to', 'bob']);
  assert.equal(await alice.end(`${evil}\n`), 0);
  const stranger = new Chat(`ev\u001b[2Jil`, ['--to', 'bob', '--token', 't']);
  assert.equal(await stranger.end('hi\n'), 0);
  await bob.shows(/hi\n/);
  await bob.end();
  assert.match(bob.output, /^\d\d:\d\d alice: ␛\]0;title␇ \ufffd31m \ufffd\n\d\d:\d\d ev␛\[2Jil: hi$/m);
  for (const { output } of [alice, bob, stranger]) {
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(output, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  }
});

test('TLS, with a certificate file and without', { timeout: 20_000 }, async (t) => {
  const secure = await startServer({ tls: true });
  t.after(() => secure.close());
  for (const auid of ['alice', 'bob']) secure.controls.addUser({ auid, token: `${auid} 1` });
  const certificate = join(folder, 'ca.pem');
  await writeFile(certificate, secure.certificate ?? '');
  const trusting = new Chat('alice', ['--json', '--to', 'bob', '--secure', '--ca', certificate], {}, secure);
  assert.equal(await trusting.end(`hello\n/file ${certificate}\n`), 0);
  assert.equal(trusting.events('sent').length, 2);
  const careful = new Chat('alice', ['--json', '--secure'], {}, secure);
  assert.equal(await careful.end(), 1);
  assert.equal(careful.events('error')[0].error.name, 'TransportError');
});

test('what colours there are stand on a terminal', { timeout: 20_000 }, async () => {
  // By the environment: the path of a clone may hold a blank.
  const command = `"$CHAT" --host ${server.host} --http-port ${server.httpPort} --socket-port ${server.socketPort} --key ${server.appKey} --auid alice`;
  for (const [environment, coloured] of /** @type {[Record<string, string>, boolean][]} */ ([
    [{ TERM: 'xterm' }, true],
    [{ TERM: 'xterm', NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
  ])) {
    const terminal = spawn('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
      env: {
        PATH: process.env['PATH'],
        CHAT: program,
        XDG_STATE_HOME: folder,
        ECHATIM_TOKEN: 'alice 1',
        ...environment,
      },
    });
    let output = '';
    terminal.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (/-- online/.test(output) && !terminal.stdin.writableEnded) terminal.stdin.end('/quit\n');
    });
    await once(terminal, 'close');
    assert.match(output, /-- online/);
    assert.equal(output.includes('\u001b['), coloured, JSON.stringify([environment, output]));
  }
});
