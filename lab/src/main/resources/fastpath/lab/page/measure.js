// Rows of measure: their counters, their roles as bars, and the code of the row that is chosen.

import { el, problem, show } from "fastpath/dom.js";
import { figure, table } from "fastpath/figure.js";
import { stackedBars } from "fastpath/bars.js";
import { isPaired } from "fastpath/align.js";
import { argsTell, naming, panel, varies } from "fastpath/cell.js";

const COLUMNS = ["case", "host", "config", "overlay", "compiler", "cflags", "frame", "args", "leafInCode",
  "instructions", "frameInstructions", "pushes", "stackBytes", "ownInstructions", "loads", "stores", "codeBytes",
  "value", "ns a call", "low", "high"];

/** Columns that are shown on a condition alone, with the condition. */
const SOMETIMES = {
  host: (rows) => varies(rows, "host"),
  frame: (rows) => varies(rows.map((row) => ({ frame: row.frame ?? "shrink-wrapped" })), "frame"),
  args: argsTell,
};

const isKnown = (value) => value !== null && value !== undefined && value !== "";

/** Returns those of some columns in which the rows have something to tell. */
function columnsOf(rows, names) {
  return names.filter((name) =>
    rows.some((row) => isKnown(cellOf(row, name))) && (SOMETIMES[name]?.(rows) ?? true));
}

/** The columns that show the time of a call on the host CPU, or why it has none. */
const TIMES = {
  "ns a call": (time) => time.median ?? time.notRun,
  low: (time) => time.low,
  high: (time) => time.high,
};

function cellOf(row, name) {
  if (name in TIMES) {
    return (row.time && TIMES[name](row.time)) ?? null;
  }
  return Array.isArray(row[name]) ? row[name].join(",") : row[name] ?? null;
}

/** Returns what the rows are of, for a title: the function, or how many functions. */
function subject(rows) {
  const hosts = new Set(rows.map((row) => row.host));
  return hosts.size === 1 ? rows[0].host : `${hosts.size} functions`;
}

/**
 * Returns the rows; a row whose document has a listing opens it. view has what the reader opened, by
 * name, so that the next rows open the same: row, beside and pathOnly.
 */
export function measure(rows, prefix, view = {}) {
  const done = rows.filter((row) => !row.problem);
  const nameOf = naming(done);
  const barName = (row, at) => nameOf(row) || cellOf(row, "args") || `row ${at + 1}`;
  const opened = el("div", { "aria-live": "polite" });
  const code = async (row) => ({ rows, at: rows.indexOf(row) });
  const buttons = new Map();
  const open = (row) => {
    view.row = nameOf(row);
    buttons.forEach((button, of) => (button.ariaPressed = String(of === row)));
    const others = done.filter((other) => isPaired(rows, rows.indexOf(row), rows.indexOf(other)));
    show(opened, panel(row, others, code, null, prefix, view, false));
  };
  done.filter((row) => row.listing).forEach((row) => buttons.set(row,
    el("button", { type: "button", "aria-pressed": "false", onclick: () => open(row),
      "aria-label": "show code of " + barName(row, done.indexOf(row)) }, "show code")));
  const columns = columnsOf(done, COLUMNS);
  const before = done.find((row) => row.listing && nameOf(row) === view.row);
  if (before) {
    open(before);
  }
  const values = done.map((row) => columns.map((name) => cellOf(row, name)));
  const cells = done.map((row, at) => [buttons.get(row) ?? "", ...values[at]]);
  return el(
    "div",
    {},
    [...new Set(rows.map((row) => row.problem).filter((text) => text))].map(problem),
    done.length === 0 ? null : [
      figure(`Counts of ${subject(done)}`, table(["", ...columns], cells), columns, values),
      stackedBars(`Roles of ${subject(done)}, by row`,
        done.map((row, at) => ({ name: barName(row, at), roles: row.roles }))),
      opened,
    ],
  );
}

/** Returns the result of compare: both rows, and the differences by cause; or the reason why it failed. */
export function compare(document, prefix) {
  if (document.problem) {
    return problem(document.problem);
  }
  const columns = ["cause", "instructions", "pushes", "stackBytes", "at"];
  const values = document.differences.map((difference) =>
    columns.map((name) => (name === "at" ? difference.at.join("; ") : difference[name])));
  return el("div", {},
    figure("The second row less the first, by cause", table(columns, values), columns, values),
    measure(document.rows, prefix));
}

/** Returns the calls of a row of blame, and what they cost together if there are any. */
function callsOf(row) {
  return [...row.calls, ...(row.together ? [{ symbol: "together", ...row.together }] : [])];
}

/** Returns the rows of blame: what each call costs. */
export function blame(rows) {
  const done = rows.filter((row) => !row.problem);
  const nameOf = naming(done);
  const own = columnsOf(done, ["host", "config", "overlay", "compiler", "cflags", "frame", "args"]);
  const costs = ["line", "cold", "instructions", "pushes", "stackBytes", "spills", "leafWithout"];
  const columns = [...own, "call", "file", ...costs, "removed"];
  const values = done.flatMap((row) =>
    callsOf(row).map((call) =>
      [...own.map((name) => cellOf(row, name)), call.symbol ?? "(computed)", call.file?.split("/").at(-1) ?? null,
        ...costs.map((name) => call[name] ?? null), call.removed?.instructions ?? null]));
  const without = done.filter((row) => row.calls.length === 0);
  const problems = rows.flatMap((row) =>
    row.problem ? [row.problem] : callsOf(row).filter((call) => call.problem)
      .map((call) => `${call.symbol ?? "(computed)"}: ${call.problem}`));
  return el("div", {},
    values.length === 0 ? null : figure("What each call costs", table(columns, values), columns, values),
    without.map((row) => el("p", { class: "note" },
      (done.length > 1 ? `${nameOf(row)}: ` : "") + "No call that the compiler knows of.")),
    [...new Set(problems)].map(problem));
}
