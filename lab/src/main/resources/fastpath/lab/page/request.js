// Requests to the server that this page came from.

/** A request that the server refused, with the server's words. */
export class Refused extends Error {}

/** The status of a server that has no thread free or ran out of time, as it may when it has just started. */
const BUSY = 503;

/** How long to wait, in milliseconds, before each further attempt. */
const PAUSES = [500, 1000, 2000];

/**
 * Returns a promise of the server's answer. Fields are names with a text or a list of texts. A server that is
 * busy is asked again, a few times.
 */
export async function ask(what, fields, signal) {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      form.append(name, each);
    }
  }
  const sent = () => fetch("./" + what, { method: "POST", body: form, signal });
  let answer = await sent();
  for (let again = 0; answer.status === BUSY && again < PAUSES.length; again++) {
    await new Promise((done) => setTimeout(done, PAUSES[again]));
    answer = await sent();
  }
  if (!answer.ok) {
    throw new Refused(await answer.text());
  }
  return answer.json();
}

/** The least and the most that work waits for a further call, in milliseconds. */
const LEAST_WAIT = 30;
const MOST_WAIT = 300;

/**
 * Returns a function that runs work a little after the last call, and ends what an earlier call began. The wait
 * is as long as the work took the last time, so that quick work is begun at once and slow work does not pile up.
 */
export function lately(work) {
  let timer;
  let wait = LEAST_WAIT;
  let running = new AbortController();
  return () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const start = performance.now();
      try {
        await work(signal);
        if (!signal.aborted) {
          wait = Math.min(Math.max(performance.now() - start, LEAST_WAIT), MOST_WAIT);
        }
      } catch (error) {
        if (!signal.aborted) {
          throw error;
        }
      }
    }, wait);
  };
}
