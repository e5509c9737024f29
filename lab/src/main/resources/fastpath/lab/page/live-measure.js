// The measuring half of the live page: a C function, its variants, and what the server makes of them.

import { el, opensFirst, problem, show } from "fastpath/dom.js";
import { editor } from "fastpath/editor.js";
import { naming } from "fastpath/cell.js";
import { blame, measure } from "fastpath/measure.js";
import { ask, lately, Refused } from "fastpath/request.js";

const SOURCE = "your function";

/** Returns the problems that name a line of the source, for the editor. */
export function placed(texts) {
  const unique = [...new Set(texts)];
  return unique.flatMap((text) => {
    const found = /(?:<stdin>|test\.c):(\d+)(?::\d+)?: (.*)/s.exec(text);
    return found ? [{ line: Number(found[1]), text: found[2] }] : [];
  });
}

/** Returns the node of this half. state is changed in place; changed is called after each change. */
export function measuring(state, about, changed) {
  const results = el("div", { class: "results", "aria-live": "polite", "aria-busy": "false" });
  const costs = el("div", {});
  const view = {};
  let tab = SOURCE;
  const code = editor("source in C", (text) => {
    if (tab === SOURCE) {
      state.source = text;
    } else {
      state.overlay[tab] = text;
    }
    update();
  });
  const update = () => {
    changed();
    run();
  };
  const fields = () => ({
    source: state.source, call: state.call, setup: state.setup, args: state.args, config: state.configs,
    compiler: state.compilers, frame: state.frames, cflags: state.cflags.length === 0 ? [] : ["", ...state.cflags],
    overlay: Object.entries(state.overlay).map(([path, text]) => path + "\n" + text),
  });
  const run = lately(async (signal) => {
    if (state.call === "") {
      show(results, el("p", { class: "note" }, "Name the function to call, or choose an example."));
      return;
    }
    results.setAttribute("aria-busy", "true");
    const start = performance.now();
    try {
      const host = { silicon: state.silicon ? "yes" : "", time: state.time ? "yes" : "" };
      const answer = await ask("measure", { ...fields(), ...host }, signal);
      shown(answer, performance.now() - start);
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      show(results, problem(error instanceof Refused ? error.message : String(error)));
    } finally {
      if (!signal.aborted) {
        results.setAttribute("aria-busy", "false");
      }
    }
  });
  const shown = (answer, milliseconds) => {
    const rows = answer.document ?? [];
    const done = rows.filter((row) => row.listing);
    const nameOf = naming(rows.filter((row) => !row.problem));
    if (!done.some((row) => nameOf(row) === view.row) && done.length > 1) {
      [view.row, view.beside] = done.map(nameOf);
    }
    const said = [...rows.map((row) => row.problem).filter((text) => text), ...answer.remarks];
    code.show(tab === SOURCE ? placed(said) : []);
    const good = rows.filter((row) => !row.problem);
    show(results, good.length === 0 ? otherCalls() : null,
      answer.document ? measure(rows, "live", view) : null,
      answer.document ? null : answer.remarks.map(problem),
      sinceBefore(view, good, nameOf),
      el("p", { class: "note" }, `${good.length === rows.length ? "" : `${good.length} of `}${rows.length} rows in `,
        `${Math.round(milliseconds)} ms`), costs);
    results.dataset.rows = String(good.length);
    show(costs, good.length === 0 ? null
      : el("button", { type: "button", onclick: blamed }, "What does each call cost?"));
  };
  /** Returns buttons that call a function of the source, if the source does not have the one that is called. */
  const otherCalls = () => {
    const names = functionsOf(state.source);
    return names.length === 0 || names.includes(state.call) ? null
      : el("p", { class: "tabs" }, `The source has no function ${state.call}. Call:`,
          names.map((name) => el("button", { type: "button", onclick: () => {
            state.call = name;
            state.setup = names.includes(state.setup) ? state.setup : "";
            redraw();
            update();
          } }, name)));
  };
  const blamed = async () => {
    show(costs, el("p", { class: "note" }, "compiling without each call…"));
    try {
      const answer = await ask("blame", fields());
      show(costs, answer.document ? blame(answer.document)
        : answer.remarks.map(problem));
    } catch (error) {
      show(costs, problem(error.message));
    }
  };
  const tabs = el("div", { class: "tabs", role: "group", "aria-label": "files" });
  const open = (name) => {
    tab = name;
    code.set(name === SOURCE ? state.source : state.overlay[name]);
    drawTabs();
  };
  const drawTabs = () => show(tabs,
    [SOURCE, ...Object.keys(state.overlay)].map((name) =>
      el("button", { type: "button", "aria-pressed": String(name === tab), onclick: () => open(name) }, name)),
    tab === SOURCE ? null
      : el("button", { type: "button", onclick: () => { delete state.overlay[tab]; open(SOURCE); update(); } },
          "remove " + tab),
    overlayAdder(state, about, (name) => { open(name); update(); }));
  open(SOURCE);
  run();
  const choices = el("div", {});
  const redraw = () => show(choices, options(state, about, update));
  redraw();
  return { node: el("div", { class: "halves" },
    el("div", {}, tabs, code.node, choices), results) };
}

/** Returns the names of the functions that a source defines at the beginning of a line and that are not static. */
export function functionsOf(source) {
  const head = /^(?!static\b)[a-z_][\w \t*]{0,80}?\b(\w{1,100})\s{0,9}\([^;{}]{0,400}\)\s{0,9}\{/gim;
  return [...new Set([...source.matchAll(head)].map((found) => found[1]))];
}

/** Returns which counts of instructions the last edit changed; view keeps the counts for the next answer. */
function sinceBefore(view, rows, nameOf) {
  const before = view.counts;
  const counts = new Map(rows.map((row) => [`${row.host}, ${nameOf(row)}`, row.instructions]));
  view.counts = counts.size === 0 ? before : counts;
  const changes = [...counts].filter(([name, count]) => (before?.get(name) ?? count) !== count)
    .map(([name, count]) => `${name}: ${before.get(name)} → ${count}`);
  return changes.length === 0 ? null
    : el("p", { class: "changes" }, `Instructions before and after the last change: ${changes.join("; ")}.`);
}

/** Returns a list box that lays a copy of a file of kernelsrc over it, to be changed. */
function overlayAdder(state, about, opened) {
  const files = about.more.files.filter((file) => /^(include|configs|support|context)\//.test(file));
  const box = el("select", {
    "aria-label": "change a file of kernelsrc",
    onchange: async () => {
      const path = box.value;
      if (path !== "") {
        state.overlay[path] ??= (await ask("kernelsrc", { path })).text;
        opened(path);
      }
    },
  }, el("option", { value: "" }, "change a kernel file…"), files.map((file) => el("option", {}, file)));
  return opensFirst(box);
}

function options(state, about, update) {
  const text = (label, field, hint) => el("label", { class: "choice" }, label, " ",
    el("input", { type: "text", name: field, value: state[field], placeholder: hint, spellcheck: "false",
      oninput: (event) => { state[field] = event.target.value.trim(); update(); } }));
  const checks = (label, field, names) => el("fieldset", {}, el("legend", {}, label),
    names.map(([name, title]) => el("label", { class: "choice", title },
      el("input", { type: "checkbox", name: field, value: name, checked: state[field].includes(name),
        onchange: (event) => {
          state[field] = event.target.checked ? [...state[field], name]
            : state[field].filter((each) => each !== name);
          update();
        } }), " ", name)));
  const host = (field, label) => el("label", { class: "choice" },
    el("input", { type: "checkbox", name: field, checked: state[field],
      onchange: (event) => { state[field] = event.target.checked; update(); } }), label);
  const presets = about.list.document;
  const named = (section) => (presets[section] ?? []).map((each) => [each.name, each.title]);
  return el("div", { class: "options" },
    text("call", "call", "f"), text("set-up", "setup", "void make(unsigned long args[6])"),
    text("arguments", "args", "3,@node"),
    checks("configs", "configs", named("configs")),
    el("details", {}, el("summary", {}, "whole kernels"), checks("kernels", "configs", named("kernels"))),
    checks("compilers", "compilers", named("compilers")),
    checks("frames of own", "frames", about.more.frames.map((name) => [name])),
    el("details", {}, el("summary", {}, "flags of gcc and clang"),
      checks("a row for each", "cflags", about.more.cflags.map((name) => [name]))),
    about.more.allowSilicon
      ? [host("silicon", " on the host CPU too"), host("time", " time on the host CPU")] : null);
}
