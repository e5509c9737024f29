// What the live page has in it, as a text for the part of its address behind "#". That part is never
// sent to a server.

/** What an empty page begins with. */
export const EMPTY = {
  mode: "measure",
  source: "",
  call: "",
  setup: "",
  args: "",
  configs: ["V0", "V1", "V5"],
  compilers: ["own"],
  frames: [],
  cflags: [],
  silicon: false,
  time: false,
  overlay: {},
  test: "",
  language: "litmus",
  config: "",
  compiler: "own",
  model: "tso",
};

/** Returns the text of a state. */
export async function written(state) {
  const json = new TextEncoder().encode(JSON.stringify(state));
  const bytes = await through(json, new CompressionStream("deflate-raw"));
  let text = "";
  bytes.forEach((byte) => (text += String.fromCharCode(byte)));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Returns the state of a text; null if the text is none. */
export async function readState(text) {
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(plain, (c) => c.charCodeAt(0));
    const json = await through(bytes, new DecompressionStream("deflate-raw"));
    return checked(JSON.parse(new TextDecoder().decode(json)));
  } catch {
    return null;
  }
}

/** Takes the known fields alone, each only if it has the kind that it must have. */
function checked(read) {
  const state = structuredClone(EMPTY);
  for (const [name, usual] of Object.entries(EMPTY)) {
    const value = read[name];
    if (typeof value === typeof usual && Array.isArray(value) === Array.isArray(usual) && value !== null) {
      state[name] = value;
    }
  }
  return state;
}

async function through(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}
