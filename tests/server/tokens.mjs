// JSON Web Tokens: signed, expiring, and revocable all at once (`expireAll`), which a test needs and a clock can't give.

import { SignJWT, errors, jwtVerify } from 'jose';
import { randomBytes } from 'node:crypto';
import { Code, Refusal, Violation } from './protocol.mjs';

export class Tokens {
  #key = randomBytes(32);
  #generation = 1;
  #lifetime;
  /** How many were issued: shows whether a client renewed once or once per waiting call. */
  issued = 0;

  /** @param {number} lifetime seconds until a token expires by itself */
  constructor(lifetime) {
    this.#lifetime = lifetime;
  }

  /** @param {string} auid @returns {Promise<string>} */
  issue(auid) {
    this.issued += 1;
    return new SignJWT({ generation: this.#generation })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(auid)
      .setJti(String(this.issued))
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + this.#lifetime)
      .sign(this.#key);
  }

  /** The auid that a token was issued to. An expired token is a refusal; one this server never made, a violation.
   * @param {string} jwt @returns {Promise<string>} */
  async verify(jwt) {
    try {
      const { payload } = await jwtVerify(jwt, this.#key, { algorithms: ['HS256'] });
      if (payload['generation'] !== this.#generation) throw new Refusal(Code.unauthorized, 'the token has expired');
      return String(payload.sub);
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new Refusal(Code.unauthorized, 'the token has expired');
      if (error instanceof errors.JOSEError)
        throw new Violation('the token is not one of this server', Code.unauthorized);
      throw error;
    }
  }

  /** Every token issued so far counts as expired from now on. */
  expireAll() {
    this.#generation += 1;
  }
}
