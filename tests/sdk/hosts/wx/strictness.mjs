// How the host says that the code inside did what a real mini-program would not stand.

export const Strictness = Object.freeze({
  /** @param {string} api @param {string} message @returns {TypeError} */
  broken: (api, message) => new TypeError(`strict host: ${api}: ${message}`),

  /** An option that this host does not serve must not pass for one that works.
   * @param {string} api @param {object} option @param {readonly string[]} served */
  options(api, option, served) {
    for (const name of Object.keys(option)) {
      if (!served.includes(name)) throw Strictness.broken(api, `option ${name} is not served`);
    }
  },
});
