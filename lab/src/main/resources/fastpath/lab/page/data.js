// The documents inside a report: JSON, compressed with gzip, in base64.

const known = new Map();

/** Returns a promise of a document of the page, by name; of null if the page has no such document. */
export function read(name) {
  if (!known.has(name)) {
    known.set(name, unpack(document.getElementById("data:" + name)));
  }
  return known.get(name);
}

async function unpack(node) {
  if (!node) {
    return null;
  }
  const bytes = Uint8Array.from(atob(node.textContent.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Lets the browser paint and take input before more work is done. */
export function breathe() {
  return new Promise((done) => setTimeout(done, 0));
}
