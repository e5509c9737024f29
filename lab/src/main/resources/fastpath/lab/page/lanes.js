// A schedule as lanes: one for each CPU, with its pending stores, stepped by buttons or arrow keys.

import { el, show } from "fastpath/dom.js";
import { table } from "fastpath/figure.js";

/** Returns the lanes of a witness of litmus --witness --json. */
export function lanes(witness, title) {
  const steps = witness.steps;
  if (!steps) {
    return el("p", { class: "note" }, "No schedule: no such state, or none within the budget.");
  }
  const cpus = Object.keys(steps[0]?.pending ?? {});
  let at = 0;
  const rows = steps.map((step, index) => el("tr", { onclick: () => go(index) },
    el("th", { scope: "row" }, String(step.number)),
    cpus.map((cpu) => el("td", {}, step.cpu === cpu ? said(step) : ""))));
  const body = el("table", { class: "lanes" },
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "step"),
      cpus.map((cpu) => el("th", { scope: "col" }, cpu)))),
    el("tbody", {}, rows));
  const buffers = el("div", { class: "buffers" });
  const where = el("output", {});
  const go = (to) => {
    at = Math.min(Math.max(to, 0), steps.length - 1);
    rows.forEach((row, index) => {
      row.classList.toggle("now", index === at);
      row.classList.toggle("later", index > at);
    });
    show(where, `step ${at + 1} of ${steps.length}`);
    show(buffers, cpus.map((cpu) => buffer(cpu, steps[at].pending[cpu])));
    back.ariaDisabled = String(at === 0);
    next.ariaDisabled = String(at === steps.length - 1);
  };
  const back = el("button", { type: "button", onclick: () => go(at - 1) }, "← back");
  const next = el("button", { type: "button", onclick: () => go(at + 1) }, "next →");
  const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const keys = (event) => {
    if (move[event.key] || event.key === "Home" || event.key === "End") {
      event.preventDefault();
      go(event.key === "Home" ? 0 : event.key === "End" ? steps.length - 1 : at + move[event.key]);
      rows[at].scrollIntoView({ block: "nearest" });
    }
  };
  go(0);
  return el(
    "div",
    { class: "schedule", tabindex: 0, role: "group", onkeydown: keys,
      "aria-label": `${title}; the arrow keys step` },
    el("div", { class: "controls" }, back, next, where),
    buffers,
    el("div", { class: "wide", tabindex: 0, role: "group", "aria-label": "steps" }, body),
    el("details", { class: "data" }, el("summary", {}, "The steps as a table, and the schedule"),
      el("p", {}, el("code", {}, witness.schedule)),
      table(["step", "CPU", "instruction", "what happens", ...cpus.map((cpu) => "pending of " + cpu)],
        steps.map((step) => [step.number, step.cpu, step.instruction, step.event,
          ...cpus.map((cpu) => step.pending[cpu].join("; "))]))),
  );
}

function said(step) {
  const interrupt = step.event.startsWith("interrupt");
  return [step.instruction ? el("code", {}, step.instruction) : null,
    el("span", { class: interrupt ? "event interrupt" : "event" }, step.event)];
}

function buffer(cpu, stores) {
  return el("div", {}, el("b", {}, `${cpu}'s pending stores`),
    stores.length === 0 ? el("p", { class: "note" }, "none")
      : el("ol", {}, stores.map((store) => el("li", {}, el("code", {}, store)))));
}
