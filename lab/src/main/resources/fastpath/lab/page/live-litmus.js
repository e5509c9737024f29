// The litmus half of the live page: a test, its outcomes, and the ways to them.

import { choice, el, problem, show } from "fastpath/dom.js";
import { editor } from "fastpath/editor.js";
import { litmus } from "fastpath/litmus.js";
import { placed } from "fastpath/live-measure.js";
import { ask, lately } from "fastpath/request.js";

/** Returns the node of this half. state is changed in place; changed is called after each change. */
export function exploring(state, about, changed) {
  const results = el("div", { class: "results", "aria-live": "polite" });
  const code = editor("litmus test", (text) => {
    state.test = text;
    update();
  });
  const update = () => {
    changed();
    run();
  };
  const run = lately(async (signal) => {
    if (state.test.trim() === "") {
      show(results, el("p", { class: "note" }, "Write a litmus test, or choose an example."));
      return;
    }
    const { test: source, language, config, compiler, model } = state;
    try {
      const answer = await ask("litmus", { source, language, config, compiler, model }, signal);
      const tests = answer.document ?? [];
      const said = [...tests.map((test) => test.problem).filter((text) => text), ...answer.remarks];
      code.show(placed(said));
      show(results, tests.map(litmus),
        answer.document ? null : answer.remarks.map(problem));
    } catch (error) {
      if (!signal.aborted) {
        show(results, problem(error.message));
      }
    }
  });
  const set = (field) => (value) => {
    state[field] = value;
    update();
  };
  const listed = about.list.document;
  const configs = [["", "none"], ...["configs", "wake-ups from another CPU"].flatMap((section) =>
    (listed[section] ?? []).map((each) => [each.name, `${each.name}: ${each.title}`]))];
  const compilers = listed.compilers.map((each) => [each.name, each.name]);
  code.set(state.test);
  run();
  return { node: el("div", { class: "halves" },
    el("div", {}, code.node, el("div", { class: "options" },
      choice("language", [["litmus", "litmus"], ["c", "C with P0(), P1()"]], state.language, set("language")),
      choice("config", configs, state.config, set("config")),
      choice("compiler", compilers, state.compiler, set("compiler")),
      choice("model", [["tso", "x86-TSO"], ["sc", "sequentially consistent"]], state.model, set("model")))),
    results) };
}
