// The leaf matrix: fast path by variant by compiler, shaded by frame instructions.

import { el, show, text } from "fastpath/dom.js";
import { figure } from "fastpath/figure.js";
import { panel } from "fastpath/cell.js";

const MARKS = { leaf: ".", "asm call only": "a", "tail jump": "j", calls: "c" };

/** Returns what a cell shows: the frame instructions, and how the code leaves. */
function cellText(row) {
  return text(row.frameInstructions) + (MARKS[row.leafInCode] ?? "");
}

function says(row) {
  return `${row.host}, ${row.config}, ${row.compiler}: ${text(row.frameInstructions)} frame ` +
    `instructions of ${text(row.instructions)}, ${row.leafInCode} in code`;
}

const distinct = (rows, field) => [...new Set(rows.map((row) => row[field]))];

/**
 * Returns the figure.
 *
 * code: as of a panel; sourceOf: a function from a row to a promise of the source as {file, text}, or of null;
 * isPaired: whether the document pairs two rows of a fast path
 */
export function matrix(title, rows, code, sourceOf, isPaired) {
  const hosts = distinct(rows, "host");
  const configs = distinct(rows, "config");
  const compilers = distinct(rows, "compiler");
  const most = Math.max(1, ...rows.map((row) => row.frameInstructions ?? 0));
  const at = new Map(rows.map((row) => [key(row.host, row.config, row.compiler), row]));
  const opened = el("div", { "aria-live": "polite" });
  const open = async (row, button) => {
    const others = rows.filter((other) => other.host === row.host && other !== row && isPaired(row, other));
    const content = panel(row, others, code, await sourceOf(row), "code");
    show(opened, content);
    grid.querySelectorAll("[aria-pressed=true]").forEach((b) => b.setAttribute("aria-pressed", "false"));
    button.setAttribute("aria-pressed", "true");
    content.querySelector("h3").focus({ preventScroll: true });
    content.scrollIntoView({ block: "nearest", behavior: "auto" });
  };
  const cells = hosts.map((host) =>
    configs.flatMap((config) => compilers.map((compiler) => at.get(key(host, config, compiler)))));
  const grid = el(
    "table",
    { class: "matrix" },
    el("thead", {},
      el("tr", {}, el("td", { rowspan: 2 }), configs.map((config) =>
        el("th", { scope: "colgroup", colspan: compilers.length }, config))),
      el("tr", {}, configs.flatMap(() => compilers.map((compiler) =>
        el("th", { scope: "col", class: "compiler", title: compiler }, compiler))))),
    el("tbody", {}, hosts.map((host, y) =>
      el("tr", {}, el("th", { scope: "row" }, host),
        cells[y].map((row, x) => el("td", { class: x % compilers.length === 0 ? "first" : null },
          row ? button(row, most, open, x === 0 && y === 0) : "-"))))),
  );
  grid.addEventListener("keydown", (event) => walk(event, grid));
  const data = rows.map((row) => [
    row.host, row.config, row.compiler, row.leafInCode, row.leafOnPath, row.frameInstructions,
    row.pushes, row.stackBytes, row.instructions,
  ]);
  const columns = ["fast path", "variant", "compiler", "in code", "leaf on path", "frame instructions",
    "pushes", "stack bytes", "instructions"];
  const picture = el("div", {},
    el("p", { class: "note" },
      "Each cell has the frame instructions on the path, darker for more, and how the code leaves: ",
      el("b", {}, "."), " no call, ", el("b", {}, "a"), " calls only in inline asm, ", el("b", {}, "j"),
      " a tail jump, ", el("b", {}, "c"), " calls. Enter opens a cell; the arrow keys move."),
    el("div", { class: "wide", tabindex: 0, role: "group", "aria-label": title }, grid), opened);
  return figure(title, picture, columns, data);
}

function key(...parts) {
  return parts.join("\n");
}

function button(row, most, open, first) {
  const node = el(
    "button",
    {
      type: "button",
      tabindex: first ? 0 : -1,
      title: says(row),
      "aria-label": says(row),
      "aria-pressed": "false",
      "--shade": `${Math.round((60 * (row.frameInstructions ?? 0)) / most)}%`,
      onclick: () => open(row, node),
    },
    cellText(row),
  );
  return node;
}

/** Moves the focus by arrow keys, Home and End; one cell alone is in the order of Tab. */
function walk(event, grid) {
  const now = event.target.closest("button");
  const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const rows = [...grid.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")]);
  if (!now || (!step && event.key !== "Home" && event.key !== "End")) {
    return;
  }
  const y = rows.findIndex((row) => row.some((cell) => cell.contains(now)));
  const x = rows[y].findIndex((cell) => cell.contains(now));
  const cell = step
    ? rows[y + step[1]]?.[x + step[0]]
    : event.key === "Home" ? rows[y][0] : rows[y].at(-1);
  const next = cell?.querySelector("button");
  if (next) {
    event.preventDefault();
    now.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }
}
