/** A failure that the person who builds must act on; its message is all that is printed. */
export class BuildError extends Error {
  /** @param {string} message lines without an end @param {{ isUsage?: boolean }} [kind] */
  constructor(message, { isUsage = false } = {}) {
    super(message);
    this.isUsage = isUsage;
  }
}

/** @param {unknown} error @returns {string} */
export const wordsOf = (error) => (error instanceof Error ? error.message : String(error));
