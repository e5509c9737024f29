// A figure with its data: a table that can be unfolded, and the same as CSV.

import { el, text } from "fastpath/dom.js";

/** Returns a table. A cell is a value or a node; numbers are aligned to the right. */
export function table(columns, rows, properties = {}) {
  return el(
    "div",
    { class: "wide", tabindex: 0, role: "group", "aria-label": properties.label ?? "table" },
    el(
      "table",
      { class: properties.class },
      el("thead", {}, el("tr", {}, columns.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map(cell)))),
    ),
  );
}

function cell(value) {
  const shown = value instanceof Node ? value : text(value);
  return el("td", { class: typeof value === "number" ? "number" : null }, shown);
}

/** Returns a table as CSV (RFC 4180); a value that is not known is empty. */
export function csv(columns, rows) {
  const line = (cells) => cells.map(quoted).join(",");
  return [columns, ...rows].map(line).join("\r\n") + "\r\n";
}

function quoted(value) {
  const plain = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(plain) ? '"' + plain.replaceAll('"', '""') + '"' : plain;
}

/** Hands a text to the reader as a file; nothing is sent anywhere. */
function save(name, content) {
  const address = URL.createObjectURL(new Blob([content], { type: "text/csv" }));
  const link = el("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Returns a figure: a title, the picture, and the data behind the picture, folded. */
export function figure(title, picture, columns, rows) {
  const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-") + ".csv";
  const data = el("details", { class: "data" }, el("summary", {}, "Data: table and CSV"));
  data.addEventListener("toggle", () => {
    if (data.open && data.childElementCount === 1) {
      const button = el(
        "button", { type: "button", onclick: () => save(name, csv(columns, rows)) }, "Save as CSV");
      data.append(button, table(columns, rows, { label: title }));
    }
  });
  return el("figure", {}, el("figcaption", {}, title), picture, data);
}
