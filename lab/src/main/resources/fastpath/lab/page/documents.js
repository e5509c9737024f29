// Chooses the component for a section of a report, by the command whose JSON the section has.

import { article, claimSection } from "fastpath/article.js";
import { choice, el, problem, show } from "fastpath/dom.js";
import { generic } from "fastpath/generic.js";
import { blame, compare, measure } from "fastpath/measure.js";
import { litmus } from "fastpath/litmus.js";
import { matrix } from "fastpath/matrix.js";
import { mean, stackedBars } from "fastpath/bars.js";
import { timeline } from "fastpath/timeline.js";
import { read } from "fastpath/data.js";

const KINDS = {
  article: async () => article(await read("article"), await read("claims")),
  leaf,
  releases,
  reproduce: async (section) => claims(await read(section.name)),
  "reproduce --article": async (section) => article(await read(section.name), []),
  measure: async (section) => [measure(await read(section.name), section.name)],
  compare: async (section) => [await read(section.name)].flat()
    .map((one, at) => compare(one, at === 0 ? section.name : `${section.name}-${at + 1}`)),
  blame: async (section) => [blame(await read(section.name))],
  litmus: async (section) => (await read(section.name)).map(litmus),
};

/** Returns a promise of the parts of a section, in order. */
export async function shown(section) {
  const known = KINDS[section.kind];
  return known ? known(section) : [generic(section.title, await read(section.name))];
}

async function leaf() {
  const rows = await read("leaf");
  return [...problems("Not measured, and not in the figures", rows),
    leafMatrix(rows.filter((row) => !row.problem)), ...roleBars(rows)];
}

/** Returns the rows that failed as a paragraph each. */
function problems(title, rows) {
  return rows.filter((row) => row.problem)
    .map((row) => problem(`${title}: ${row.problem}`));
}

function leafMatrix(rows) {
  const code = async (row) => {
    const listed = (await read("code/" + row.host))?.rows ?? [];
    const at = listed.findIndex((each) => each.config === row.config && each.compiler === row.compiler);
    return { rows: listed, at };
  };
  const sourceOf = async (row) => (await read("code/" + row.host))?.source ?? null;
  return matrix("Frames of fast paths", rows, code, sourceOf,
    (one, other) => one.config === other.config || one.compiler === other.compiler);
}

/** Returns bars for each compiler: the mean over fast paths, and each fast path on request. */
function roleBars(rows) {
  const compilers = [...new Set(rows.map((row) => row.compiler))];
  const configs = [...new Set(rows.map((row) => row.config))];
  const hosts = [...new Set(rows.map((row) => row.host))];
  return compilers.map((compiler) => {
    const place = el("div", {});
    const draw = (host) => show(place, stackedBars(
      `Instructions by role, ${host || "mean of all fast paths"}, ${compiler}`,
      configs.map((config) => mean(config, rows.filter((row) =>
        row.compiler === compiler && row.config === config && (host === "" || row.host === host))))));
    draw("");
    return el("div", {}, choice(`${compiler}:`,
      [["", "mean of all fast paths"], ...hosts.map((host) => [host, host])], "", draw), place);
  });
}

function claims(documents) {
  const measured = documents.filter((claim) => (claim.measurements ?? []).length > 0);
  return [
    ...documents.map(claimSection),
    ...measured.map((claim) => matrix(`Frames of fast paths, ${claim.claim}`, claim.measurements,
      async () => ({ rows: [], at: -1 }), async () => null, () => false)),
  ];
}

/** Returns time lines: a region less an empty function, and a copy of user memory. */
async function releases() {
  const [about, configs, probes, nothing, pair, copy] = await Promise.all(
    ["about", "configs", "probes", "nothing", "pair", "copy"].map((name) => read(name)));
  const eraOf = new Map(configs.map((config) => [config.name, config]));
  const compilers = about.compilers.map((each) => each.name);
  const point = (row, less) => ({
    ...eraOf.get(row.config), config: row.config, instructions: row.instructions - less });
  const empty = (row) => nothing.find((each) =>
    each.config === row.config && each.compiler === row.compiler);
  const of = (rows, compiler) => rows.filter((row) => !row.problem && row.compiler === compiler);
  const failed = Object.entries({ nothing, pair, copy })
    .flatMap(([name, rows]) => problems(`${name} is not measured`, rows));
  const line = (title, compiler, expected, rows, points) => timeline(`${title}, ${compiler}`, points,
    expected.filter((config) => !points.some((each) => each.config === config)).map((config) => ({
      ...eraOf.get(config), config,
      why: rows.find((row) => row.problem?.startsWith(`under ${config} by ${compiler}: `))?.problem
        ?? "its row failed" })));
  return [...failed, ...compilers.flatMap((compiler) => [
    line("Instructions of preempt_disable() and preempt_enable()", compiler, probes.pair, [...nothing, ...pair],
      of(pair, compiler).filter(empty).map((row) => point(row, empty(row).instructions))),
    line("Instructions of copy_from_user() of 64 bytes, call included", compiler, probes.copy, copy,
      of(copy, compiler).map((row) => point(row, 0))),
  ])];
}
