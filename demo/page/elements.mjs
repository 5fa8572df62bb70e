// Makes parts of the page. What comes from people is only ever set as text.

/** @param {string} id */
export const byId = (id) => document.getElementById(id);

/** @param {string} tag @param {Record<string, unknown>} [properties] @param {...(Node | string)} children */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Colours that tell people apart, by their names. @param {string} name */
export const hueOf = (name) => [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 8, 0);

/** @param {HTMLElement} node @param {string} name */
export function paintAvatar(node, name) {
  node.className = `avatar hue${hueOf(name)}`;
  node.textContent = [...name][0] ?? '?';
}

/** @param {number} time milliseconds since 1970 @param {string} language */
export const clock = (time, language) =>
  new Date(time).toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
