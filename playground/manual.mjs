// Makes a page of the manual. Its examples open in the playground, and nothing in it is taken as HTML.

import { Marked, Parser, TextRenderer } from 'marked';

/** @typedef {import('marked').Token} Token */
/** @typedef {{ title: string, anchor: string, depth: number }} Heading */

/** In order, by their tokens. @param {readonly Token[]} tokens of the manual */
export function headingsOf(tokens) {
  /** @type {Map<Token, Heading>} */
  const headings = new Map();
  /** @type {Map<string, number>} */
  const taken = new Map();
  for (const token of /** @type {readonly import('marked').MarkedToken[]} */ (tokens)) {
    if (token.type !== 'heading') continue;
    const title = new Parser().parseInline(token.tokens, new TextRenderer());
    // As GitHub makes it: the manual's own links are to these.
    const base = title
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const before = taken.get(base) ?? 0;
    taken.set(base, before + 1);
    headings.set(token, { title, anchor: before === 0 ? base : `${base}-${before}`, depth: token.depth });
  }
  return headings;
}

/** The anchors of the diagnostics' pages, by their codes. @param {ReadonlyMap<Token, Heading>} headings */
export function pagesOf(headings) {
  const pages = [...headings.values()].map(({ title, anchor }) => [/^([EW]\d+): /.exec(title)?.[1], anchor]);
  return Object.fromEntries(pages.filter(([code]) => code !== undefined));
}

/**
 * @param {object} manual
 * @param {string} manual.template a page with the comments `contents` and `manual`
 * @param {Token[]} manual.tokens
 * @param {ReadonlyMap<Token, Heading>} manual.headings
 * @param {ReadonlyMap<Token, { title: string, fragment: string }>} manual.examples the fragments are the playground's
 */
export function manualPage({ template, tokens, headings, examples }) {
  const marked = new Marked({
    renderer: {
      html: ({ text }) => escape(text),
      heading(token) {
        const anchor = headings.get(token)?.anchor ?? '';
        return `<h${token.depth} id="${escape(anchor)}">${this.parser.parseInline(token.tokens)}</h${token.depth}>\n`;
      },
      code(token) {
        const example = examples.get(token);
        const block = `<pre><code>${escape(token.text)}</code></pre>`;
        if (example === undefined) return `${block}\n`;
        const label = escape(`Try it: ${example.title}`);
        return `<div class="example">${block}<a href="./#${example.fragment}" aria-label="${label}">Try it</a></div>\n`;
      },
      link({ href, tokens: words }) {
        const text = this.parser.parseInline(words);
        // A file of the repository is not beside the page.
        return /^(?:#|https:)/.test(href) ? `<a href="${escape(href)}">${text}</a>` : text;
      },
    },
  });
  const contents = [...headings.values()].filter(({ depth }) => depth > 1).map(contentsLine);
  // Functions, since a "$" in a replacement means something.
  return template
    .replace('<!-- contents -->', () => contents.join('\n'))
    .replace('<!-- manual -->', () => marked.parser(tokens));
}

/** @param {Heading} heading */
const contentsLine = ({ title, anchor, depth }) =>
  `<li class="depth-${depth}"><a href="#${escape(anchor)}">${escape(title)}</a></li>`;

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
