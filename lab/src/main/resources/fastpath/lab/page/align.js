// Pairs the instructions of two listings: the longest common subsequence by role and operation.

function keyOf(line) {
  return (line.role ?? "?") + " " + operation(line);
}

/** Returns the mnemonic. Conditional jumps are one operation, because layout inverts them. */
function operation(line) {
  const word = line.text.split(/\s/, 1)[0];
  return /^j(?!mp)/.test(word) ? "jcc" : word;
}

/** Returns pairs [first, second] in order; a missing partner is null. */
export function align(first, second) {
  const width = second.length + 1;
  const best = new Uint32Array((first.length + 1) * width);
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = second.length - 1; j >= 0; j--) {
      best[i * width + j] =
        keyOf(first[i]) === keyOf(second[j])
          ? best[(i + 1) * width + j + 1] + 1
          : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const pairs = [];
  let i = 0;
  let j = 0;
  while (i < first.length && j < second.length) {
    if (keyOf(first[i]) === keyOf(second[j])) {
      pairs.push([first[i++], second[j++]]);
    } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) {
      pairs.push([first[i++], null]);
    } else {
      pairs.push([null, second[j++]]);
    }
  }
  first.slice(i).forEach((line) => pairs.push([line, null]));
  second.slice(j).forEach((line) => pairs.push([null, line]));
  return pairs;
}

/** Returns how a pair differs: "-" the first alone, "+" the second alone, "~" counts differ. */
export function mark([first, second]) {
  if (!second) {
    return "-";
  }
  if (!first) {
    return "+";
  }
  return first.count === second.count ? "" : "~";
}
