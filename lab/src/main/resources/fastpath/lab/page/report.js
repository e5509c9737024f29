// A report: shows the documents of the page one after the other.

import { el, show } from "fastpath/dom.js";
import { breathe, read } from "fastpath/data.js";
import { shown } from "fastpath/documents.js";
import { table } from "fastpath/figure.js";

/** Shows the report in the page's main element. */
export async function start() {
  const about = await read("about");
  const main = document.getElementById("report");
  const links = el("ul", {});
  show(main, el("nav", { "aria-label": "contents" }, links));
  for (const section of about.sections) {
    const node = el("section", { id: section.name, "aria-labelledby": section.name + "-title" },
      el("h2", { id: section.name + "-title" }, section.title),
      el("p", { class: "command" }, el("code", {}, section.command)));
    links.append(el("li", {}, el("a", { href: "#" + section.name }, section.title)));
    main.append(node);
    for (const part of await shown(section)) {
      await breathe();
      node.append(part);
    }
    await breathe();
  }
  main.append(provenance(about));
  links.append(el("li", {}, el("a", { href: "#about" }, "How it was made")));
  document.documentElement.dataset.ready = "true";
}

function provenance(about) {
  return el("section", { id: "about", "aria-labelledby": "about-title" },
    el("h2", { id: "about-title" }, "How it was made"),
    el("p", {}, el("code", {}, about.command)),
    el("p", {}, about.version),
    about.compilers.length === 0 ? null
      : table(["compiler", "version"], about.compilers.map((each) => [each.name, each.version])),
    el("p", {}, "Flags of gcc and clang: ", el("code", {}, about.flags.join(" "))),
    el("p", { class: "note" }, "What is counted is instructions, not time. All figures were computed by this command; nothing in this page was typed by hand."));
}
