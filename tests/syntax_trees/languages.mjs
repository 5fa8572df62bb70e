// Which parser reads a file, by its name.

import * as markup from './markup.mjs';
import * as script from './script.mjs';
import * as style from './style.mjs';

/** @param {string} name */
export function languageOf(name) {
  if (/\.(css|scss|wxss)$/.test(name)) return style;
  return /\.(vue|wxml|html)$/.test(name) ? markup : script;
}
