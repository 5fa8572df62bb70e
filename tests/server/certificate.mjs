// A certificate for loopback, made when the server starts and kept nowhere.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** @returns {Promise<{ key: string, cert: string }>} PEM texts; valid for a day, for `localhost` and 127.0.0.1
 * @throws when the `openssl` command is missing */
export async function makeCertificate() {
  const { stdout } = await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '1',
    '-subj',
    '/CN=localhost',
    '-addext',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
    '-keyout',
    '-',
    '-out',
    '-',
  ]);
  const [key] = /-----BEGIN PRIVATE KEY-----[^]+?-----END PRIVATE KEY-----/.exec(stdout) ?? [];
  const [cert] = /-----BEGIN CERTIFICATE-----[^]+?-----END CERTIFICATE-----/.exec(stdout) ?? [];
  if (!key || !cert) throw new Error('openssl printed no key and certificate');
  return { key, cert };
}
