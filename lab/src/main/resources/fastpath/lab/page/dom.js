// Makes elements. Text goes in as text nodes, so nothing from a document is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** Returns an HTML element. A property that begins with "on" is a listener; others are attributes. */
export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** Returns an SVG element. */
export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (name.startsWith("--")) {
      node.style.setProperty(name, value);
    } else {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return node;
}

/** Returns a paragraph with a problem, in red. */
export function problem(said) {
  return el("p", { class: "problem" }, said);
}

/** Replaces what a node contains. */
export function show(node, ...children) {
  node.replaceChildren(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return node;
}

/** Returns the text of a value; "-" stands for a value that is not known. */
export function text(value) {
  return value === null || value === undefined ? "-" : String(value);
}

/** Returns a list box with a label. */
export function choice(label, values, chosen, changed) {
  const box = el(
    "select",
    { onchange: () => changed(box.value) },
    values.map(([value, name]) => el("option", { value, selected: value === chosen }, name)),
  );
  return el("label", { class: "choice" }, label + " ", box);
}

/**
 * Makes a list box open before a key changes it, and returns the list box. In a closed list box every arrow
 * key would choose the next value; this is for lists in which a choice replaces what the user typed.
 */
export function opensFirst(box) {
  const tells = CSS.supports("selector(select:open)") && box.showPicker;
  box.addEventListener("keydown", (event) => {
    const moves = /^(Arrow.*|Page.*|Home|End|[^ ])$/.test(event.key) && !event.ctrlKey && !event.metaKey;
    if (tells && moves && !box.matches(":open")) {
      event.preventDefault();
      box.showPicker();
    }
  });
  return box;
}
