// Regions of directives around pieces of a source, by chance: their conditions, their forms, and the text with them.
//
// A region has one to three groups, each a piece of the source or two neighbours in one list. Regions are disjoint, or one
// stands in a live group of another.

/** @typedef {import('./script.mjs').Piece} Piece */

/**
 * @typedef {object} Group
 * @property {Piece} piece
 * @property {number} from what it holds of the source
 * @property {number} to
 * @property {boolean} dormant
 *
 * @typedef {object} Region
 * @property {number} from
 * @property {number} to
 * @property {Group[]} groups
 * @property {Condition[]} conditions of its if and elif; a group more has an else
 * @property {'tight' | 'blank' | 'lines'} spacing between a directive and the text beside it
 * @property {boolean} markup whether its comments are those of markup
 * @property {boolean} opened whether directives that end a dormant group have a comment opener, which is optional
 *
 * @typedef {{ text: string, holds: (on: Set<string>) => boolean }} Condition
 */

/** @type {Condition[]} */
const conditions = [
  { text: 'X', holds: (on) => on.has('X') },
  { text: 'Y', holds: (on) => on.has('Y') },
  { text: '(!X)', holds: (on) => !on.has('X') },
  { text: '(X && Y)', holds: (on) => on.has('X') && on.has('Y') },
  { text: '(X||Y)', holds: (on) => on.has('X') || on.has('Y') },
  { text: '( !X && Y )', holds: (on) => !on.has('X') && on.has('Y') },
];

const most = 12;

/**
 * @param {import('./sources.mjs').Source} source
 * @param {import('../differential/random.mjs').Random} random
 * @returns {Region[]} at least one
 */
export function chooseRegions(source, random) {
  /** @type {Region[]} */
  const chosen = [];
  for (let left = 1 + random.below(most); left > 0; left--) {
    const region = randomRegion(source, random);
    if (chosen.every((other) => fit(region, other))) chosen.push(region);
  }
  for (const region of chosen) makeDormant(region, chosen, source.text, random);
  return chosen;
}

/** @returns {Region} all of its groups live */
function randomRegion({ pieces, text }, random) {
  const piece = random.pick(pieces);
  const groups = groupsFrom(piece, 1 + random.below(3));
  reach(groups, text, random);
  const hasElse = groups.length > 1 && random.once(2);
  return {
    from: groups[0].from,
    to: groups[groups.length - 1].to,
    groups,
    conditions: random.many(groups.length - (hasElse ? 1 : 0), () => random.pick(conditions)),
    spacing: random.pick(['tight', 'blank', 'lines']),
    markup: piece.inMarkup === true && !random.once(4),
    opened: random.once(4),
  };
}

/** Groups of up to `count` neighbours, from a piece on. Where all of them go, what is left is a list. */
function groupsFrom(piece, count) {
  const pieces = [piece];
  for (let { next } = piece; next && pieces.length < count; { next } = next) pieces.push(next);
  const last = pieces[pieces.length - 1];
  const hasNoCommaAfter = last.before !== undefined && last.from === last.before;
  return pieces.map((each, index) => {
    const group = { piece: each, from: each.from, to: pieces[index + 1]?.from ?? each.to, dormant: false };
    if (hasNoCommaAfter) {
      // In place of the last element there is none after another, either: each group has the comma before it, if any.
      group.from = piece.before === undefined ? each.begin : each.before;
      group.to = each.end;
    }
    return group;
  });
}

/** Draws the blanks and line breaks beside a region into it, so that it is all that stands between its neighbours. */
function reach(groups, text, random) {
  const last = groups[groups.length - 1];
  if (random.once(3)) groups[0].from = text.slice(0, groups[0].from).trimEnd().length;
  if (random.once(3)) last.to = text.length - text.slice(last.to).trimStart().length;
}

/** Whether two regions can stand in one text: apart, or one in a group of the other. */
function fit(a, b) {
  if (a.to <= b.from || b.to <= a.from) return true;
  return isInside(a, b) !== isInside(b, a);
}

/** Whether a region stands in a group of another. */
export function isInside(region, outer) {
  return outer.groups.some(({ from, to }) => from <= region.from && region.to <= to);
}

/** Leaves comments open where nothing in a group would close them. */
function makeDormant(region, all, text, random) {
  for (const group of region.groups) {
    const inner = all.some((other) => other !== region && group.from <= other.from && other.to <= group.to);
    const closer = region.markup ? /--!?>/ : /\*\//;
    group.dormant = !inner && !closer.test(text.slice(group.from, group.to)) && random.once(2);
  }
}

/** The group that a set of symbols keeps, if any. */
function keptGroup({ groups, conditions: own }, on) {
  const first = own.findIndex(({ holds }) => holds(on));
  return groups[first < 0 ? own.length : first];
}

/** The pieces that a set of symbols does not keep: their places, as `begin:end`. */
export function removedPlaces(regions, on) {
  const removed = new Set();
  for (const region of regions) {
    const kept = keptGroup(region, on);
    for (const group of region.groups) {
      if (group !== kept) removed.add(`${group.piece.begin}:${group.piece.end}`);
    }
  }
  return removed;
}

/**
 * The text, with something in the place of each region.
 *
 * @param {string} text
 * @param {Region[]} regions
 * @param {(region: Region, inside: (group: Group) => string) => string} replace `inside` gives the text of a group, with
 *   the regions in it replaced
 */
function write(text, regions, replace, from = 0, to = text.length) {
  const within = regions.filter((region) => from <= region.from && region.to <= to);
  const isOuter = (region) => !within.some((other) => other !== region && isInside(region, other));
  let written = '';
  let at = from;
  for (const region of within.filter(isOuter).sort((a, b) => a.from - b.from)) {
    const inner = within.filter((other) => other !== region);
    written += text.slice(at, region.from);
    written += replace(region, (group) => write(text, inner, replace, group.from, group.to));
    at = region.to;
  }
  return written + text.slice(at, to);
}

const spaces = { tight: '', blank: ' ', lines: '\n' };

/** The text with directives around its regions. */
export function render(text, regions) {
  return write(text, regions, ({ groups, conditions: own, spacing, markup, opened }, inside) => {
    const [open, close] = markup ? ['<!--', '-->'] : ['/*', '*/'];
    const space = spaces[spacing];
    const within = spacing === 'blank' ? ' ' : '';
    let written = space + open;
    groups.forEach((group, index) => {
      const word = index === 0 ? 'IFTRUE' : index < own.length ? 'ELIFTRUE' : 'ELSE';
      written += `${within}${word}_${(own[index] ?? own[0]).text}`;
      // In a comment the words need a blank around them, and no opener.
      written += group.dormant ? space || ' ' : within + close + space;
      written += inside(group);
      written += group.dormant ? (space || ' ') + (opened ? open : '') : space + open;
    });
    return `${written}${within}FITRUE_${own[0].text}${within}${close}${space}`;
  });
}

/** What a set of symbols keeps of the text, in the plainest way: a blank or a line break around each region. */
export function strip(text, regions, on) {
  return write(text, regions, (region, inside) => {
    const kept = keptGroup(region, on);
    const gap = /[\r\n]/.test(text.slice(region.from, region.to)) || region.spacing === 'lines' ? '\n' : ' ';
    return kept ? gap + inside(kept) + gap : gap;
  });
}
