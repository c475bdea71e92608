/** Why a request did not do what was asked. `answered` is false if nobody knows whether the server acted on it. */
export class RequestProblem extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
    this.answered = status > 0;
  }
}

const patience = 15_000;

/**
 * Sends JSON and gives back the response if it is a success; anything else is a {@link RequestProblem} that a person can read.
 * A write hands in the engine's own `fetch`, which notes what the answer says of changed keys.
 */
export async function request(method, url, body, fetch = window.fetch) {
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    });
  } catch {
    throw new RequestProblem('The server did not answer.', 0);
  }
  if (!response.ok) throw new RequestProblem(await reason(response), response.status);
  return response;
}

/** The first thing that the server found wrong, from its problem details. */
async function reason(response) {
  try {
    const problem = await response.json();
    return Object.values(problem.errors ?? {})[0]?.[0] ?? problem.detail ?? problem.title;
  } catch {
    return `The server answered ${response.status}.`;
  }
}

/** Resolves once the browser believes that it has a network. */
export function online() {
  if (navigator.onLine) return Promise.resolve();
  return new Promise((resolve) => window.addEventListener('online', resolve, { once: true }));
}
