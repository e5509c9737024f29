// The executed instructions of two rows, paired as the rows' document says.

const executed = (row) => row.listing.filter((line) => line.count > 0);

/** Returns whether a document pairs two of its rows, which are named by their positions. */
export function isPaired(rows, at, other) {
  return rows[Math.max(at, other)]?.pairs?.[Math.min(at, other)] !== undefined;
}

/**
 * Returns pairs {first, second, same} of the lines of two rows, of which the first is the earlier one; a missing
 * partner is null. same tells whether operation and count are equal.
 */
export function paired(rows, first, second) {
  const left = executed(rows[first]);
  const right = executed(rows[second]);
  return rows[second].pairs[first].flatMap(([i, j, length, same]) =>
    Array.from({ length }, (_, n) => ({
      first: i < 0 ? null : left[i + n], second: j < 0 ? null : right[j + n], same: same === 1 })));
}

/** Returns how a pair differs: "-" the first alone, "+" the second alone, "~" operation or count. */
export function mark({ first, second, same }) {
  if (!second) {
    return "-";
  }
  if (!first) {
    return "+";
  }
  return same ? "" : "~";
}
