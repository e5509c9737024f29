// One measured row: its counters, its code beside its source, and the same beside another row.

import { choice, el, problem, show, text } from "fastpath/dom.js";
import { paired } from "fastpath/align.js";
import { aligned, listing } from "fastpath/listing.js";
import { point, source, toCode } from "fastpath/source.js";
import { stackedBars } from "fastpath/bars.js";

/** Names of the counters that are shown, in order. */
const COUNTERS = {
  instructions: "instructions",
  ownInstructions: "of its own",
  frameInstructions: "frame instructions",
  pushes: "pushes",
  stackBytes: "stack bytes",
  loads: "loads",
  stores: "stores",
  codeBytes: "code bytes",
};

const words = (parts) => parts.filter((part) => part).join(" ");

const argsOf = (row) => (row.args ?? []).join(",");

/** True if a field has more than one value in some rows. */
export function varies(rows, field) {
  return new Set(rows.map((row) => row[field] ?? "")).size > 1;
}

/** True if two rows differ in their arguments and in nothing that the other fields of a name tell. */
export function argsTell(rows) {
  const nameOf = withoutArgs(rows);
  const names = new Set(rows.map(nameOf));
  return new Set(rows.map((row) => nameOf(row) + "\n" + argsOf(row))).size > names.size;
}

function withoutArgs(rows) {
  const told = ["case", "host"].filter((field) => varies(rows, field));
  return (row) => words([...told.map((field) => row[field]), row.overlay, row.config, row.compiler, row.cflags,
    row.frame === "shrink-wrapped" ? "" : row.frame]);
}

/** Returns a function from a row to a short name: what tells the row from the others of the same rows. */
export function naming(rows) {
  const name = withoutArgs(rows);
  return argsTell(rows) ? (row) => words([name(row), argsOf(row)]) : name;
}

function counters(row) {
  return el(
    "dl",
    { class: "counters" },
    el("div", {}, el("dt", {}, "in code"), el("dd", {}, text(row.leafInCode))),
    Object.entries(COUNTERS).map(([field, name]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, text(row[field])))),
  );
}

/**
 * Returns the panel of a row.
 *
 * others: the rows that the row can be compared with; code: a function from a row to a promise of
 * {rows, at}: rows with listings and pairs, and the row's position there, -1 if it is not there; sourceText: the
 * source as {file, text}, or null; view: what the reader chose, which is kept there:
 * beside, the name of another row, and pathOnly; withRoles: whether the roles are shown as a bar
 */
export function panel(row, others, code, sourceText, prefix, view = {}, withRoles = true) {
  const nameOf = naming([row, ...others]);
  const title = varies([row, ...others], "host") ? nameOf(row) : `${row.host}, ${nameOf(row)}`;
  const body = el("div", { class: "code" }, "…");
  const control = el("div", { class: "controls" });
  const alone = async () => {
    const { rows, at } = await code(row);
    const lines = rows[at]?.listing;
    if (!lines) {
      show(body, el("p", { class: "note" }, "This document has no listing of the row."));
      return;
    }
    const pane = sourceText ? source(sourceText.file, sourceText.text, lines) : null;
    show(body, pane, listing(lines, prefix, view.pathOnly, pane ? (line) => point(pane, line) : null));
    if (pane) {
      toCode(pane);
    }
  };
  const beside = async (other) => {
    const place = async (each) => ({ name: nameOf(each), ...await code(each) });
    const places = await Promise.all([place(row), place(other)]);
    const [first, second] = places.sort((a, b) => a.at - b.at);
    show(body, aligned(paired(first.rows, first.at, second.at), [first.name, second.name]));
  };
  const draw = () => {
    const other = others.find((each) => nameOf(each) === view.beside);
    return other ? beside(other) : alone();
  };
  const only = el("input", { type: "checkbox", checked: view.pathOnly,
    onchange: () => { view.pathOnly = only.checked; draw(); } });
  const names = [["", "nothing"], ...others.map((other) => [nameOf(other), nameOf(other)])];
  show(control,
    el("label", { class: "choice" }, only, " path taken alone"),
    choice("beside", names, view.beside ?? "", (name) => { view.beside = name; draw(); }));
  draw();
  return el(
    "section",
    { class: "panel", "aria-label": "code" },
    el("h3", { tabindex: -1 }, title),
    row.problem ? problem(row.problem) : counters(row),
    row.roles && withRoles
      ? stackedBars(`Roles of ${title}`, [{ name: nameOf(row), roles: row.roles }]) : null,
    control,
    body,
  );
}
