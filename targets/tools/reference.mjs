// Makes a package's API reference, one Markdown file, of the model that api-extractor makes of its declarations.

/** @typedef {{ kind: string, text: string }} Token */
/** @typedef {{ kind: string, name?: string, docComment?: string, excerptTokens?: readonly Token[], members?: readonly Item[] }} Item */

/** What there is, in the order in which it is shown. @type {readonly [string, readonly string[]][]} */
const chapters = [
  ['Functions and values', ['Function', 'Variable']],
  ['Classes', ['Class']],
  ['Interfaces', ['Interface']],
  ['Types', ['TypeAlias']],
];

/** @param {string} packageName @param {string} model JSON @returns {string} Markdown */
export function referenceOf(packageName, model) {
  const { members } = /** @type {{ members: readonly Item[] }} */ (JSON.parse(model));
  const items = (members[0]?.members ?? []).filter(({ name }) => name !== undefined);
  const names = new Set(items.map(nameOf));
  const lines = [
    `# API of ${packageName}`,
    '',
    'Every name that the package exports. Made from the comments in its declarations.',
  ];
  for (const [title, kinds] of chapters) {
    const chapter = items.filter(({ kind }) => kinds.includes(kind)).sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    if (chapter.length === 0) continue;
    lines.push('', `## ${title}`, '', chapter.map((item) => linkTo(nameOf(item))).join(' · '));
    for (const item of chapter) lines.push(...sectionOf(item, names));
  }
  return `${lines.join('\n')}\n`;
}

/** The name under which it is exported. @param {Item} item */
const nameOf = ({ name = '' }) => name.replace(/_\d+$/, '');

/** @param {string} name */
const linkTo = (name) => `[${name}](#${name.toLowerCase()})`;

/** @param {Item} item @param {ReadonlySet<string>} names @returns {string[]} */
function sectionOf(item, names) {
  const members = (item.members ?? []).filter(({ kind }) => kind !== 'Constructor' || nameOf(item).endsWith('Error'));
  const used = [item, ...members].flatMap(({ excerptTokens = [] }) =>
    excerptTokens.filter(({ kind }) => kind === 'Reference').map(({ text }) => text.replace(/_\d+$/, '')),
  );
  const others = [...new Set(used)].filter((name) => names.has(name) && name !== nameOf(item)).sort();
  const code = [signatureOf(item), ...members.map((member) => `  ${signatureOf(member)}`)];
  return [
    ...['', `### ${nameOf(item)}`, ...textOf(item), '', '```ts', ...code, '```'],
    ...members.flatMap((member) => memberText(member)),
    ...(others.length > 0 ? ['', `See ${others.map(linkTo).join(', ')}.`] : []),
  ];
}

/** @param {Item} item */
function signatureOf({ excerptTokens = [] }) {
  const text = excerptTokens.map((token) => token.text).join('');
  return text
    .replace(/^export declare /, '')
    .replace(/\b(\w+)_\d+\b/g, '$1')
    .replace(/\n/g, '\n  ')
    .trimEnd();
}

/** @param {Item} member @returns {string[]} */
function memberText(member) {
  const [first, ...rest] = textOf(member).filter((line) => line !== '');
  if (first === undefined) return [];
  const name = member.kind === 'Constructor' ? 'constructor' : (member.name ?? '');
  return ['', `**\`${name}\`** ${first}`, ...rest.flatMap((line) => ['', line])];
}

/** The words of a comment: paragraphs, each on a line after an empty one. @param {Item} item @returns {string[]} */
function textOf({ docComment = '' }) {
  const words = docComment.replace(/^\/\*\*|\*\/\s*$/g, '').replace(/^[ \t]*\* ?/gm, '');
  // api-extractor puts some tags on lines of their own.
  const parts = words
    .replace(/(@(?:returns|throws|deprecated))\s+/g, '$1 ')
    .split(/\n\s*\n|\s+(?=@(?:param|returns|throws|deprecated)\b)/);
  return parts
    .map((part) =>
      part
        .replace(/\s*\n\s*/g, ' ')
        .trim()
        .replace(/^@param (\S+)\s*/, '`$1`: ')
        .replace(/^@returns /, 'Returns ')
        .replace(/^@throws /, 'Throws '),
    )
    .filter((part) => part !== '')
    .flatMap((part) => ['', part]);
}
