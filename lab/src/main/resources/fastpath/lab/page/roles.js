// The letter and the colour of each role. The letter carries the role where colour does not.

import { el } from "fastpath/dom.js";

const LETTERS = {
  payload: "P",
  frame: "F",
  "call linkage": "L",
  spill: "S",
  "register traffic": "T",
  "preempt count": "C",
  "resched test": "R",
  thread_info: "I",
  rcu: "U",
  uaccess: "A",
  "slow path": "W",
  instrumentation: "N",
  alignment: "Z",
};

export const ROLES = Object.keys(LETTERS);

/** Returns a role's letter; "?" for an instruction whose role is not known. */
export function letter(role) {
  return LETTERS[role] ?? "?";
}

/** Returns the CSS class that has a role's colour. */
export function colour(role) {
  return "role-" + (role ?? "unknown").replaceAll(/[^a-z]+/g, "-");
}

/** Returns the letter on the role's colour. */
export function badge(role, why) {
  const title = (role ?? "not known") + (why ? ": " + why : "");
  return el("abbr", { class: "badge " + colour(role), title }, letter(role));
}

/** Returns the key to letters and colours of the given roles, in the order of all roles. */
export function key(roles) {
  const shown = ROLES.filter((role) => roles.has(role));
  return el(
    "ul",
    { class: "key", "aria-label": "roles" },
    shown.map((role) => el("li", {}, badge(role), " ", role)),
  );
}
