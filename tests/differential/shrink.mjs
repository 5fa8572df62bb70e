// Makes a failing input small: drops elements of the arrays in it, wherever they are, for as long
// as it still fails.

/** The arrays in a tree of plain objects and arrays, outer before inner. */
function* arraysIn(value) {
  if (Array.isArray(value)) yield value;
  if (value !== null && typeof value === 'object') {
    for (const part of Object.values(value)) yield* arraysIn(part);
  }
}

/**
 * @template T
 * @param {T} input a tree of plain objects and arrays
 * @param {(candidate: T) => boolean} fails whether a candidate shows the same fault; false for one
 *   that is no valid input
 * @returns {T} a copy from which no half, quarter … or single element of an array can be dropped
 */
export function shrink(input, fails) {
  let smallest = structuredClone(input);
  for (let smaller = true; smaller; ) {
    smaller = false;
    for (let place = 0; place < [...arraysIn(smallest)].length; place++) {
      const size = [...arraysIn(smallest)][place].length;
      for (let part = size; part >= 1; part = Math.floor(part / 2)) {
        for (let begin = 0; begin < size; begin += part) {
          const candidate = structuredClone(smallest);
          const dropped = [...arraysIn(candidate)][place].splice(begin, part);
          if (dropped.length === 0 || !fails(candidate)) continue;
          smallest = candidate;
          smaller = true;
        }
      }
    }
  }
  return smallest;
}
