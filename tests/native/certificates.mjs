// Certificates of an authority of our own: a root, one below it, and servers' ones by that; and which of them are revoked.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const settings = `
[req]
distinguished_name = name
[name]
[ca]
default_ca = here
[here]
database = index
serial = serial
new_certs_dir = .
default_md = sha256
default_days = 1
default_crl_days = 1
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
[server]
basicConstraints = critical, CA:false
subjectAltName = IP:127.0.0.1
`;

/** One that signs. */
export class Authority {
  #folder;
  /** @type {Authority | null} */
  #above;

  /** @param {string} folder of its own @param {Authority | null} above null for a root */
  constructor(folder, above) {
    this.#folder = folder;
    this.#above = above;
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'settings'), settings);
    writeFileSync(path.join(folder, 'index'), '');
    writeFileSync(path.join(folder, 'serial'), '01');
    const request = ask(folder, 'own', path.basename(folder));
    const signer = above ?? this;
    signer.sign(request, path.join(folder, 'own.pem'), ['-extensions', 'authority', ...(above ? [] : ['-selfsign'])]);
  }

  /** A server's. @param {string} name @param {string[]} [more] arguments of `openssl ca` @returns {{ key: string, cert: string }} */
  server(name, more = []) {
    const file = path.join(this.#folder, `${name}.pem`);
    this.sign(ask(this.#folder, name, name), file, ['-extensions', 'server', ...more]);
    return { key: readFileSync(path.join(this.#folder, `${name}.key`), 'utf8'), cert: readFileSync(file, 'utf8') };
  }

  /** @param {string} request @param {string} file @param {string[]} more */
  sign(request, file, more) {
    const lasts = more.includes('-enddate') ? [] : ['-days', '1'];
    this.#ca(['-in', request, '-out', file, '-notext', '-batch', ...lasts, ...more]);
  }

  get certificate() {
    return readFileSync(path.join(this.#folder, 'own.pem'), 'utf8');
  }

  /** @param {string} cert PEM */
  revoke(cert) {
    const file = path.join(this.#folder, 'revoked.pem');
    writeFileSync(file, cert);
    this.#ca(['-revoke', file]);
  }

  /** What it has revoked so far, as a list that it has signed (PEM). */
  get revocations() {
    this.#ca(['-gencrl', '-out', path.join(this.#folder, 'crl.pem')]);
    return readFileSync(path.join(this.#folder, 'crl.pem'), 'utf8');
  }

  /** @param {string[]} more */
  #ca(more) {
    const own = ['-keyfile', 'own.key', ...(more.includes('-selfsign') ? [] : ['-cert', 'own.pem'])];
    execFileSync('openssl', ['ca', '-config', 'settings', ...own, ...more], { cwd: this.#folder, stdio: 'pipe' });
  }
}

/** Makes a key. @param {string} folder @param {string} file @param {string} name @returns {string} the file that asks for a certificate */
function ask(folder, file, name) {
  const request = path.join(folder, `${file}.csr`);
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', `${file}.key`];
  const subject = ['-config', 'settings', '-subj', `/CN=${name}`];
  execFileSync('openssl', ['req', '-new', ...key, ...subject, '-out', request], { cwd: folder, stdio: 'pipe' });
  return request;
}
