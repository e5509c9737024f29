// Requests to the server that this page came from.

/** A request that the server refused, with the server's words. */
export class Refused extends Error {}

/** Returns a promise of the server's answer. Fields are names with a text or a list of texts. */
export async function ask(what, fields, signal) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      form.append(name, each);
    }
  }
  const answer = await fetch("./" + what, { method: "POST", body: form, signal });
  if (!answer.ok) {
    throw new Refused(await answer.text());
  }
  return answer.json();
}

/** Returns a function that runs work a little after the last call, and ends what an earlier call began. */
export function lately(milliseconds, work) {
  let timer;
  let running = new AbortController();
  return () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted) {
          throw error;
        }
      }
    }, milliseconds);
  };
}
