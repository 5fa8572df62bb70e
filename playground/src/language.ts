// How an editor reads a text, by the extension of its file. Only for colour: the engine has a reading of its own. The parsers
// stand here without CodeMirror's packages around them, which are mostly completion, a twentieth of the page.

import { LRLanguage, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { parser as css } from '@lezer/css';
import { classHighlighter } from '@lezer/highlight';
import { configureNesting, parser as html } from '@lezer/html';
import { parser as javascript } from '@lezer/javascript';

const languages = {
  js: LRLanguage.define({ parser: javascript.configure({ dialect: 'jsx' }) }),
  ts: LRLanguage.define({ parser: javascript.configure({ dialect: 'ts' }) }),
  tsx: LRLanguage.define({ parser: javascript.configure({ dialect: 'jsx ts' }) }),
  css: LRLanguage.define({ parser: css }),
  html: LRLanguage.define({
    parser: html.configure({
      wrap: configureNesting([
        { tag: 'script', parser: javascript.configure({ dialect: 'ts' }) },
        { tag: 'style', parser: css },
      ]),
    }),
  }),
};

/** The colours are those of the page's style sheet. */
export const colours = syntaxHighlighting(classHighlighter);

export function languageOf(filename: string): Extension {
  const extension = /\.(\w+)$/.exec(filename)?.[1]?.toLowerCase() ?? '';
  if (/^[cm]?js$|^jsx$|^json$/.test(extension)) return languages.js;
  if (/^[cm]?ts$/.test(extension)) return languages.ts;
  if (extension === 'tsx') return languages.tsx;
  if (/^(css|scss|less|wxss)$/.test(extension)) return languages.css;
  if (/^(html?|vue|wxml|xml)$/.test(extension)) return languages.html;
  return [];
}
