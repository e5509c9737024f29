// Instructions by kernel release, for releases that have a preset as they were shipped.

import { el, problem, svg } from "fastpath/dom.js";
import { figure } from "fastpath/figure.js";

const WIDTH = 820;
const HEIGHT = 340;
const LEFT = 44;
const BOTTOM = 60;
const TOP = 34;
const CHARACTER = 6.4;
const LINE = 13;

const number = (release) => release.split(".").map(Number);

/** Returns every release from a first one to a last one of the same major version. */
function range(releases) {
  const [first, last = first] = releases.split("-");
  const [major, from] = number(first);
  const [lastMajor, to] = number(last);
  return major === lastMajor
    ? Array.from({ length: to - from + 1 }, (_, at) => `${major}.${from + at}`)
    : [first, last];
}

function inOrder(a, b) {
  const [x, y] = [number(a), number(b)];
  return x[0] - y[0] || x[1] - y[1];
}

/** Returns the columns: releases with a preset, and between distant ones a gap. */
function columnsOf(points) {
  const releases = [...new Set(points.flatMap((point) => range(point.releases)))].sort(inOrder);
  const columns = [];
  releases.forEach((release, at) => {
    const before = releases[at - 1];
    if (before && !isNext(before, release)) {
      columns.push({ gap: true, says: "no preset" });
    }
    columns.push({ release });
  });
  return columns;
}

function isNext(before, release) {
  const [a, b] = [number(before), number(release)];
  return a[0] === b[0] && b[1] === a[1] + 1;
}

/**
 * Returns the figure. A point has releases, config, options and instructions. unmeasured has what failed, in the
 * form of points with a reason, why, in place of instructions.
 */
export function timeline(title, points, unmeasured = []) {
  const columns = columnsOf([...points, ...unmeasured]);
  const known = new Set(points.flatMap((point) => range(point.releases)));
  const most = Math.max(1, ...points.map((point) => point.instructions));
  const step = (WIDTH - LEFT) / columns.length;
  const y = (count) => TOP + (HEIGHT - BOTTOM - TOP - 8) * (1 - count / most);
  const labels = [];
  const x = (release) => LEFT + step * columns.findIndex((column) => column.release === release);
  const ticks = [0, Math.round(most / 2), most];
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    ticks.map((tick) => [
      svg("line", { x1: LEFT, x2: WIDTH, y1: y(tick), y2: y(tick), class: "rule" }),
      svg("text", { x: LEFT - 6, y: y(tick) + 4, class: "end" }, String(tick)),
    ]),
    columns.map((column, at) => axis(column, known, LEFT + step * at, step)),
    groups(points).map((group) => segment(group, x, y, step, labels)),
  );
  const rows = [...points, ...unmeasured].map((point) =>
    [point.releases, point.config, point.options, point.instructions ?? null]);
  return el("div", {},
    figure(title, el("div", { class: "picture" }, picture), ["releases", "config", "options", "instructions"], rows),
    unmeasured.map((point) => problem(`${point.releases}, ${point.config}: not measured: ${point.why}`)));
}

function axis(column, known, left, step) {
  return column.gap
    ? [svg("rect", { x: left, y: 8, width: step, height: HEIGHT - BOTTOM - 6, class: "gap" }),
       svg("text", { x: left + step / 2, y: HEIGHT - BOTTOM + 30, class: "middle quiet" }, column.says)]
    : [svg("text", { x: left + step / 2, y: HEIGHT - BOTTOM + 30, class: "middle" }, column.release),
       known.has(column.release) ? []
         : svg("text", { x: left + step / 2, y: HEIGHT - BOTTOM + 46, class: "middle quiet" }, "not measured")];
}

/** Puts presets of the same releases and the same count together. */
function groups(points) {
  const all = new Map();
  for (const point of points) {
    const key = point.releases + " " + point.instructions;
    all.set(key, [...(all.get(key) ?? []), point]);
  }
  return [...all.values()].sort((a, b) => range(a[0].releases).length - range(b[0].releases).length);
}

function segment(group, x, y, step, labels) {
  const releases = range(group[0].releases);
  const left = x(releases[0]) + 4;
  const right = x(releases.at(-1)) + step - 4;
  const level = y(group[0].instructions);
  return svg("g", {},
    svg("title", {}, group.map((point) =>
      `${point.releases} ${point.config}: ${point.instructions} (${point.options})`).join("\n")),
    svg("line", { x1: left, x2: right, y1: level, y2: level, class: "segment" }),
    label(group, left, right, level, labels));
}

/** Returns a segment's label, in as many lines as its width needs, where no other label is. */
function label(group, left, right, level, labels) {
  const words = [...group.map((point) => point.config + ","), String(group[0].instructions)];
  words[words.length - 2] = words[words.length - 2].replace(",", ":");
  const lines = [""];
  for (const word of words) {
    const longer = (lines.at(-1) + " " + word).trim();
    if (longer.length * CHARACTER > right - left - 4 && lines.at(-1) !== "") {
      lines.push(word);
    } else {
      lines[lines.length - 1] = longer;
    }
  }
  const width = Math.max(...lines.map((line) => line.length)) * CHARACTER;
  const height = lines.length * LINE;
  const places = [left + 2, right - width, (left + right - width) / 2].flatMap((at) =>
    [level - 4 - height, level + 4].map((top) => ({ left: at, right: at + width, top, bottom: top + height })));
  const free = places.find((place) => labels.every((other) => !overlap(place, other))) ?? places[0];
  labels.push(free);
  return svg("text", { class: "label" }, lines.map((line, at) =>
    svg("tspan", { x: free.left, y: free.top + LINE * (at + 1) - 3 }, line)));
}

function overlap(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
