// Any JSON document: a list of objects is a table, an object is a list of its fields.

import { el, text } from "fastpath/dom.js";
import { figure, table } from "fastpath/figure.js";

const isList = (value) => Array.isArray(value) && value.length > 0 && value.every(isObject);

function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Returns a document that has no component of its own. */
export function generic(title, value) {
  if (isList(value)) {
    return records(title, value);
  }
  return isObject(value) ? fields(title, value) : el("p", {}, text(value));
}

function records(title, rows) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const cells = rows.map((row) => names.map((name) => cell(name, row[name])));
  const plain = rows.map((row) => names.map((name) => flat(row[name])));
  return figure(title, table(names, cells, { label: title }), names, plain);
}

function fields(title, value) {
  const simple = Object.entries(value).filter(([, field]) => !isList(field) && !isObject(field));
  const inner = Object.entries(value).filter(([, field]) => isList(field) || isObject(field));
  return el("section", {},
    simple.length === 0 ? null
      : figure(title, table(["", ""], simple.map(([name, field]) => [name, flat(field)])), ["field", "value"],
          simple.map(([name, field]) => [name, flat(field)])),
    inner.map(([name, field]) => generic(`${title}: ${name}`, field)));
}

function flat(value) {
  return Array.isArray(value) || isObject(value) ? JSON.stringify(value) : value;
}

function cell(name, value) {
  if (isList(value)) {
    return el("details", {}, el("summary", {}, String(value.length)), generic(name, value));
  }
  if (isObject(value)) {
    return Object.entries(value).map(([key, each]) => `${key} ${flat(each)}`).join(", ") || "-";
  }
  return Array.isArray(value) ? value.join(", ") || "-" : value ?? null;
}
