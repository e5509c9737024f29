// Stacked bars: how many instructions of each role a row executes.

import { el, svg } from "fastpath/dom.js";
import { colour, key, letter, ROLES } from "fastpath/roles.js";
import { figure } from "fastpath/figure.js";

const WIDTH = 760;
const LEFT = 110;
const MOST_LEFT = 320;
const CHARACTER = 7;
const HEIGHT = 26;

/** A bar needs a name and a map of roles to instructions, which may be fractions (means). */
export function stackedBars(title, bars) {
  const known = bars.filter((bar) => bar.roles);
  const most = Math.max(1, ...known.map(total));
  const longest = Math.max(0, ...bars.map((bar) => bar.name.length));
  const left = Math.min(MOST_LEFT, Math.max(LEFT, longest * CHARACTER));
  const scale = (WIDTH - left - 60) / most;
  const roles = new Set(known.flatMap((bar) => Object.keys(bar.roles)));
  const picture = svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${bars.length * HEIGHT + 6}`, role: "img", "aria-label": title },
    bars.map((bar, at) => row(bar, at * HEIGHT, left, scale)),
  );
  const columns = ["", ...ROLES.filter((role) => roles.has(role)), "instructions"];
  const rows = bars.map((bar) => [
    bar.name,
    ...columns.slice(1, -1).map((role) => (bar.roles ? rounded(bar.roles[role] ?? 0) : null)),
    bar.roles ? rounded(total(bar)) : null,
  ]);
  const both = el("div", {}, key(roles), el("div", { class: "picture" }, picture));
  return figure(title, both, columns, rows);
}

function total(bar) {
  return Object.values(bar.roles).reduce((sum, count) => sum + count, 0);
}

function rounded(count) {
  return Math.round(count * 10) / 10;
}

function row(bar, top, start, scale) {
  const parts = [svg("text", { x: 0, y: top + 17, class: "name" }, bar.name)];
  let left = start;
  if (!bar.roles) {
    return [...parts, svg("text", { x: left, y: top + 17 }, "- (roles not known)")];
  }
  for (const role of ROLES) {
    const count = bar.roles[role] ?? 0;
    const width = count * scale;
    if (count > 0) {
      const says = `${bar.name}: ${rounded(count)} ${role}`;
      parts.push(
        svg("rect", { x: left, y: top + 2, width, height: HEIGHT - 6, class: "part " + colour(role) },
          svg("title", {}, says)),
      );
      if (width > 14) {
        parts.push(svg("text", { x: left + width / 2, y: top + 17, class: "inside" }, letter(role)));
      }
      left += width;
    }
  }
  return [...parts, svg("text", { x: left + 6, y: top + 17 }, String(rounded(total(bar))))];
}

/** Returns a bar with the mean of each role over rows of measure; no roles if a row has none. */
export function mean(name, rows) {
  if (rows.length === 0 || rows.some((row) => !row.roles)) {
    return { name, roles: null };
  }
  const roles = {};
  for (const row of rows) {
    for (const [role, count] of Object.entries(row.roles)) {
      roles[role] = (roles[role] ?? 0) + count / rows.length;
    }
  }
  return { name, roles };
}
