// The outcomes of a litmus test, the ways to them, and CPUs that never end.

import { el, problem, text } from "fastpath/dom.js";
import { figure, table } from "fastpath/figure.js";
import { lanes } from "fastpath/lanes.js";

/** Returns the result of one test of litmus --json. */
export function litmus(test) {
  if (test.problem) {
    return problem(test.problem);
  }
  const names = [...new Set(test.states.flatMap((state) => Object.keys(state)))];
  const rows = test.states.map((state) => names.map((name) => state[name] ?? null));
  const witnesses = (test.witnesses ?? []).map((witness) =>
    el("section", {},
      el("h4", {}, witness.stuck.length === 0
        ? "A shortest way to a state that is asked for" : "A shortest way to CPUs that never end"),
      lanes(witness, test.name),
      witness.stuck.map((cpu) => problem(`From there on ${cpu}.`))));
  return el(
    "section",
    { class: "litmus" },
    el("h3", {}, test.name),
    el("p", {},
      el("b", {}, test.verdict), ` (${test.quantifier}); `,
      `${test.count} final states, ${test.explored} states explored, `,
      test.complete ? "all of them" : "not all of them", test.compiler ? `; ${test.compiler}` : ""),
    figure(`Final states of ${test.name}`, table(names, rows), names, rows),
    test.stuck === null ? el("p", {}, "CPUs that never end: -")
      : test.stuck.map((cpu) => problem(`${cpu.cpu} may never end: ${text(cpu.at)}`)),
    witnesses,
  );
}
