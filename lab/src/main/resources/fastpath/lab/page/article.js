// The article's statements with their verdicts, and the evidence of the claims folded under each.

import { el, problem, text } from "fastpath/dom.js";

/** Returns a verdict as a word on its colour. */
export function verdict(word) {
  return el("span", { class: "verdict " + (word ?? "none").toLowerCase() }, word ?? "not tested");
}

/** Returns the statements; claims are the documents of reproduce, by name. */
export function article(statements, claims) {
  const byName = new Map(claims.map((claim) => [claim.claim, claim]));
  const sections = [...new Set(statements.map((statement) => statement.section))];
  const counts = new Map();
  statements.forEach(({ verdict: word }) => counts.set(word, (counts.get(word) ?? 0) + 1));
  const summary = el("p", {}, `${statements.length} statements: `,
    [...counts].map(([word, count], at) => [at === 0 ? "" : ", ", `${count} `, verdict(word)]), ".");
  return [summary, ...sections.map((section) =>
    el("section", { class: "statements" }, el("h3", {}, section),
      el("ol", {}, statements.filter((statement) => statement.section === section)
        .map((statement) => item(statement, byName.get(statement.claim))))))];
}

function item(statement, claim) {
  return el(
    "li",
    {},
    el("p", {}, statement.statement, " ", verdict(statement.verdict)),
    statement.reason ? el("p", { class: "note" }, "Not tested: ", statement.reason) : null,
    claim ? evidenceOf(claim, statement.criterion) : null,
  );
}

function evidenceOf(claim, criterion) {
  const node = el("details", {}, el("summary", {}, `Evidence: ${claim.claim}`));
  node.addEventListener("toggle", () => {
    if (node.open && node.childElementCount === 1) {
      node.append(...claimBody(claim, criterion));
    }
  });
  return node;
}

/** Returns a claim with all of its criteria. */
export function claimSection(claim) {
  return el("section", { class: "claim" },
    el("h3", {}, claim.claim, claim.overlay ? ` under ${claim.overlay}` : "", " ", verdict(claim.verdict)),
    claim.problem ? problem(claim.problem) : claimBody(claim, null));
}

function claimBody(claim, criterion) {
  const names = [...new Set(claim.evidence.map((entry) => entry.criterion))];
  return [
    el("p", {}, claim.statement),
    claim.note ? el("p", { class: "note" }, claim.note) : null,
    el("ul", { class: "criteria" }, names.map((name) =>
      el("li", { class: name === criterion ? "decides" : null },
        name, ` (${claim.evidence.find((entry) => entry.criterion === name).quantifier})`,
        el("ul", { class: "answers" },
          claim.evidence.filter((entry) => entry.criterion === name).map(answer))))),
    claim.problems.map(problem),
  ].filter((part) => part !== null).flat();
}

function answer(entry) {
  const bound = [entry.low === null ? null : `at least ${entry.low}`,
    entry.high === null ? null : `at most ${entry.high}`].filter((part) => part).join(", ");
  const figures = entry.figure === null ? "" : ` figure ${entry.figure}${bound ? ` (${bound})` : ""}`;
  const shown = entry.cases.length ? ` ${text(entry.shown)} of ${entry.cases.length} cases` : "";
  return el("li", {}, `${entry.compiler}: `, verdict(entry.verdict), shown, figures,
    entry.verdict === entry.expected ? null : ` (expected ${entry.expected})`,
    entry.cases.length + entry.notApplicable.length > 0 ? cases(entry) : null);
}

function cases(entry) {
  const word = (shows) => (shows === null ? "unknown" : shows ? "shows it" : "does not");
  return el("details", {}, el("summary", {}, "cases"),
    el("ul", { class: "cases" },
      entry.cases.map((each) => el("li", {}, `${each.name}: ${word(each.shows)}`)),
      entry.notApplicable.map((each) => el("li", {}, `${each.name}: not applicable, ${each.reason}`))));
}
