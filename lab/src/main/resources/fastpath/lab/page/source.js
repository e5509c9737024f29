// A source file with the number of instructions that each line executes.

import { el } from "fastpath/dom.js";

/** Returns the source, with the instructions that retired for each line of it. */
export function source(file, content, lines) {
  const counts = new Map();
  for (const line of lines.filter((each) => each.own && each.line !== null)) {
    counts.set(line.line, (counts.get(line.line) ?? 0) + line.count);
  }
  const rows = content.replace(/\n$/, "").split("\n").map((code, at) => {
    const count = counts.get(at + 1);
    return el(
      "tr",
      { "data-line": at + 1, class: count === undefined ? "" : count > 0 ? "hot" : "cold" },
      el("td", { class: "number" }, count > 0 ? String(count) : ""),
      el("td", { class: "number line" }, String(at + 1)),
      el("td", {}, el("code", {}, code)),
    );
  });
  return el(
    "div",
    { class: "wide source", tabindex: 0, role: "group", "aria-label": "source " + file },
    el("table", { class: "listing" },
      el("thead", {}, el("tr", {}, ["instr", "line", file].map((name) =>
        el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows)),
  );
}

/** Marks the line of a source that an instruction belongs to, and brings the first code into view. */
export function point(node, line) {
  node.querySelectorAll("tr.pointed").forEach((row) => row.classList.remove("pointed"));
  if (line !== null) {
    node.querySelector(`tr[data-line="${line}"]`)?.classList.add("pointed");
  }
}

/** Scrolls the source, not the page, to the first line that has code. */
export function toCode(node) {
  const row = node.querySelector("tr.hot, tr.cold");
  if (row) {
    node.scrollTop = Math.max(0, row.offsetTop - 60);
  }
}
