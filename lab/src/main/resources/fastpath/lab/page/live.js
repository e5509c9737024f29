// The live page: two halves, examples, and a link that holds everything that was typed.

import { el, opensFirst, problem, show } from "fastpath/dom.js";
import { exploring } from "fastpath/live-litmus.js";
import { measuring } from "fastpath/live-measure.js";
import { ask } from "fastpath/request.js";
import { EMPTY, readState, written } from "fastpath/state.js";

const MODES = { measure: "What a call costs", litmus: "Litmus test" };

async function start() {
  const main = document.getElementById("live");
  const [about, examples] = await Promise.all([ask("about", {}), ask("examples", {})]);
  let state = (await readState(location.hash.slice(1))) ?? first(examples);
  const place = el("div", {});
  const modes = el("div", { class: "tabs", role: "group", "aria-label": "what to do" });
  const changed = async () => history.replaceState(null, "", "#" + (await written(state)));
  const draw = () => {
    show(modes, Object.entries(MODES).map(([mode, title]) =>
      el("button", { type: "button", "aria-pressed": String(mode === state.mode),
        onclick: () => { state.mode = mode; changed(); draw(); } }, title)));
    const half = state.mode === "measure" ? measuring : exploring;
    show(place, half(state, about, changed).node);
    show(chooser, options(examples, state.mode));
  };
  const chooser = opensFirst(el("select", {
    "aria-label": "example",
    onchange: () => {
      const example = examples.find((each) => each.name === chooser.value);
      if (example) {
        Object.assign(state, filled(example));
        changed();
        draw();
      }
    },
  }));
  const copied = el("output", {});
  const link = el("button", { type: "button", onclick: async () => {
    await changed();
    await navigator.clipboard?.writeText(location.href).catch(() => {});
    show(copied, "The address of this page has it all.");
  } }, "Link to this");
  window.addEventListener("hashchange", async () => {
    state = (await readState(location.hash.slice(1))) ?? state;
    draw();
  });
  show(main, el("div", { class: "controls" }, modes, chooser, link, copied), place,
    el("p", { class: "note" }, about.more.version, ". What is counted is instructions, not time."));
  draw();
  document.documentElement.dataset.ready = "true";
}

function options(examples, mode) {
  return [el("option", { value: "" }, "examples…"),
    ...examples.filter((each) => each.mode === mode).map((each) =>
      el("option", { value: each.name }, each.title ? `${each.name}: ${each.title}` : each.name))];
}

function filled(example) {
  return example.mode === "measure"
    ? { source: example.source, call: example.call, setup: example.setup, args: "", overlay: {},
        ...(example.configs.length > 0 ? { configs: example.configs } : {}) }
    : { test: example.source, language: example.language, config: example.config };
}

function first(examples) {
  const state = structuredClone(EMPTY);
  for (const mode of Object.keys(MODES)) {
    Object.assign(state, filled(examples.find((each) => each.mode === mode)));
  }
  return state;
}

start().catch((error) => show(document.getElementById("live"), problem(error.message)));
