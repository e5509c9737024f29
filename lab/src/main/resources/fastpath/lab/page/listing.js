// Code as a listing: alone, or two listings aligned.

import { el } from "fastpath/dom.js";
import { badge, colour } from "fastpath/roles.js";
import { mark } from "fastpath/align.js";

/** The element id of a line of a listing. */
function idOf(prefix, line) {
  return prefix + "-" + line.address;
}

/** Returns the call in the same code that has the given callee. */
function callOf(lines, callee) {
  return lines.find((line) => line.own && /^(call|jmp)/.test(line.text) && line.text.includes(callee));
}

/** Returns the listing of a row: every instruction, or those of the path alone. */
export function listing(lines, prefix, pathOnly, pointed) {
  const shown = pathOnly ? lines.filter((line) => line.count > 0) : lines;
  const rows = [];
  let last;
  for (const line of shown) {
    if (line.function !== last) {
      last = line.function;
      rows.push(
        el("tr", { class: "function" }, el("th", { colspan: 4, scope: "colgroup" }, last ?? "?")));
    }
    rows.push(instruction(line, lines, prefix, pointed));
  }
  return el(
    "div",
    { class: "wide", tabindex: 0, role: "group", "aria-label": "listing" },
    el(
      "table",
      { class: "listing" },
      el("thead", {}, el("tr", {}, ["runs", "role", "instruction", "line"].map((name) =>
        el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows),
    ),
  );
}

function instruction(line, lines, prefix, pointed) {
  const cold = line.count === 0;
  return el(
    "tr",
    {
      id: idOf(prefix, line),
      class: (cold ? "cold " : "") + colour(line.role),
      "data-line": line.own ? line.line : null,
      tabindex: -1,
      onmouseenter: () => pointed?.(line.own ? line.line : null),
    },
    el("td", { class: "number" }, cold ? "" : String(line.count)),
    el("td", {}, badge(line.role, line.why)),
    el("td", {}, el("code", {}, line.text), saved(line, lines, prefix)),
    el("td", { class: "inner" }, line.inner ?? ""),
  );
}

/** Returns which calls make the function save a register, with a link to each call. */
function saved(line, lines, prefix) {
  if (!line.saves) {
    return null;
  }
  const calls = line.over.map((callee) => {
    const call = callOf(lines, callee);
    return call ? el("a", { href: "#" + idOf(prefix, call), onclick: jump }, callee) : callee;
  });
  const why = calls.flatMap((call, at) => (at === 0 ? [call] : [", ", call]));
  return el("span", { class: "forced" },
    calls.length === 0 ? "  saved" : "  keeps a value over ", why);
}

/** Moves the focus to the line that a link names, without changing the address of the page. */
function jump(event) {
  event.preventDefault();
  const line = document.getElementById(event.currentTarget.getAttribute("href").slice(1));
  line?.focus();
  line?.scrollIntoView({ block: "center" });
}

/** Returns an instruction's text without the address of a target that is named, to make two texts fit side by side. */
const brief = (text) => text.replace(/\b[0-9a-f]+ (?=<)/, "");

/** Returns two paths side by side. */
export function aligned(pairs, names) {
  const side = (line) => [
    el("td", { class: "number" }, line ? String(line.count) : ""),
    el("td", { class: line ? colour(line.role) : null },
      line ? [badge(line.role, line.why), " ", el("code", {}, brief(line.text))] : ""),
  ];
  const rows = pairs.map((pair) =>
    el("tr", { class: mark(pair) ? "differs" : null },
      side(pair.first), el("td", { class: "mark" }, mark(pair)), side(pair.second)));
  const heads = ["runs", names[0], "", "runs", names[1]];
  return el(
    "div",
    { class: "wide", tabindex: 0, role: "group", "aria-label": "two paths aligned" },
    el("p", { class: "note" },
      "− the first path alone has the instruction, + the second alone, ~ another operation, or another ",
      "number of times."),
    el(
      "table",
      { class: "listing aligned" },
      el("thead", {}, el("tr", {}, heads.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows),
    ),
  );
}
