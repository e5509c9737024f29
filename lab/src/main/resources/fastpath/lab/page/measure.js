// Rows of measure: their counters, their roles as bars, and the code of the row that is chosen.

import { el, show } from "fastpath/dom.js";
import { figure, table } from "fastpath/figure.js";
import { stackedBars } from "fastpath/bars.js";
import { nameOf, panel } from "fastpath/cell.js";

const COLUMNS = ["config", "overlay", "compiler", "cflags", "frame", "leafInCode", "instructions",
  "frameInstructions", "pushes", "stackBytes", "ownInstructions", "loads", "stores", "codeBytes", "value"];

/** Returns a bar's name: the row's, or for a single variant the arguments. */
function barName(row, at) {
  return nameOf(row) || (row.args ?? []).join(",") || `row ${at + 1}`;
}

/** Returns the columns in which the rows have something to tell. */
function columnsOf(rows) {
  const frames = new Set(rows.map((row) => row.frame ?? "shrink-wrapped"));
  return COLUMNS.filter((name) =>
    rows.some((row) => row[name] !== null && row[name] !== "") && (name !== "frame" || frames.size > 1));
}

/**
 * Returns the rows; a row whose document has a listing opens it. view has what the reader opened, by
 * name, so that the next rows open the same: row, beside and pathOnly.
 */
export function measure(rows, prefix, view = {}) {
  const done = rows.filter((row) => !row.problem);
  const opened = el("div", { "aria-live": "polite" });
  const code = async (row) => row.listing;
  const open = (row) => {
    view.row = nameOf(row);
    show(opened, panel(row, done.filter((other) => other !== row), code, null, prefix, view, false));
  };
  const columns = columnsOf(done);
  const before = done.find((row) => row.listing && nameOf(row) === view.row);
  if (before) {
    open(before);
  }
  const values = done.map((row) => columns.map((name) => row[name] ?? null));
  const cells = done.map((row, at) => [
    row.listing
      ? el("button", { type: "button", "aria-label": "show code of " + barName(row, at), onclick: () => open(row) }, "show code") : "",
    ...values[at],
  ]);
  return el(
    "div",
    {},
    rows.filter((row) => row.problem).map((row) => el("p", { class: "problem" }, row.problem)),
    done.length === 0 ? null : [
      figure(`Counts of ${done[0].host}`, table(["", ...columns], cells), columns, values),
      stackedBars(`Roles of ${done[0].host}, by row`,
        done.map((row, at) => ({ name: barName(row, at), roles: row.roles }))),
      opened,
    ],
  );
}

/** Returns the result of compare: both rows, and the differences by cause. */
export function compare(document, prefix) {
  const columns = ["cause", "instructions", "pushes", "stackBytes", "at"];
  const values = document.differences.map((difference) =>
    columns.map((name) => (name === "at" ? difference.at.join("; ") : difference[name])));
  return el("div", {},
    figure("The second row less the first, by cause", table(columns, values), columns, values),
    measure(document.rows, prefix));
}

/** Returns the rows of blame: what each call costs. */
export function blame(rows) {
  const columns = ["config", "compiler", "call", "file", "line", "cold", "instructions", "pushes",
    "stackBytes", "spills", "leafWithout"];
  const values = rows.filter((row) => !row.problem).flatMap((row) =>
    [...row.calls, ...(row.together ? [{ symbol: "together", ...row.together }] : [])].map((call) =>
      [row.config, row.compiler, call.symbol ?? "(computed)", call.file?.split("/").at(-1) ?? null,
        ...columns.slice(4).map((name) => call[name] ?? null)]));
  const problems = rows.flatMap((row) =>
    row.problem ? [row.problem] : row.calls.filter((call) => call.problem)
      .map((call) => `${call.symbol ?? "(computed)"}: ${call.problem}`));
  return el("div", {},
    values.length === 0 ? el("p", { class: "note" }, "No call that the compiler knows of.")
      : figure("What each call costs", table(columns, values), columns, values),
    [...new Set(problems)].map((problem) => el("p", { class: "problem" }, problem)));
}
