/** What came back is not what was expected: the rest of that chain makes no sense. */
export class UnexpectedAnswer extends Error {
  constructor(request, status, detail) {
    super(`${request}: ${status} ${detail}`);
    this.name = 'UnexpectedAnswer';
  }
}

/** Longest that a request waits for another try, milliseconds. */
const LONGEST_PAUSE = 60_000;

/**
 * The public API and nothing else. Each POST has an Idempotency-Key made of the run's name and its
 * own, so that a run that is made again changes nothing.
 */
export class ApiClient {
  requests = 0;
  replayed = 0;
  #replays = new Set();
  waited = 0;
  /** Refusals that belong to the scenario, by status and kind. */
  refusals = new Map();
  unexpected = [];

  constructor({ url, key, run, fetch: send = fetch }) {
    this.url = url;
    this.run = run;
    this.headers = key === null ? {} : { authorization: `Bearer ${key}` };
    this.send = send;
  }

  /** The body of a collection or a record. */
  async get(path) {
    const answer = await this.#request('GET', path);
    if (!answer.ok) throw new UnexpectedAnswer(`GET ${path}`, answer.status, await answer.text());
    return await answer.json();
  }

  /** Writes; answers the body. `name` tells the request apart within the run. */
  async post(name, path, body = {}) {
    const answer = await this.#post(name, path, body);
    const text = await answer.text();
    if (!answer.ok) this.#fail(`POST ${path} (${name})`, answer.status, text);
    return text === '' ? null : JSON.parse(text);
  }

  /** Whether a request was made in an earlier run already, and what followed it may be too. */
  wasMadeBefore(name) {
    return this.#replays.has(name);
  }

  /** A request that the service must refuse, and with which status. */
  async refused(name, path, body, { status, kind }) {
    const answer = await this.#post(name, path, body);
    const text = await answer.text();
    if (answer.status !== status) {
      this.#fail(`POST ${path} (${name}), which must be refused`, answer.status, text);
    }
    const counted = `${status} ${kind}`;
    this.refusals.set(counted, (this.refusals.get(counted) ?? 0) + 1);
  }

  #fail(request, status, text) {
    const error = new UnexpectedAnswer(request, status, text.slice(0, 600));
    this.unexpected.push(error.message);
    throw error;
  }

  async #post(name, path, body) {
    const answer = await this.#request('POST', path, {
      headers: { 'content-type': 'application/json', 'idempotency-key': `${this.run}/${name}` },
      body: JSON.stringify(body),
    });
    if (answer.headers.get('idempotent-replayed') !== null) {
      this.replayed += 1;
      this.#replays.add(name);
    }
    return answer;
  }

  /** Waits where the service asks for it (429, 503): what was not written is sent again. */
  async #request(method, path, { headers = {}, body } = {}) {
    for (;;) {
      this.requests += 1;
      const answer = await this.send(this.url + path, {
        method,
        headers: { ...this.headers, ...headers },
        body,
      });
      const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN);
      if (![429, 503].includes(answer.status) || Number.isNaN(seconds)) return answer;
      await answer.arrayBuffer();
      this.waited += 1;
      await new Promise((resolve) => {
        setTimeout(resolve, Math.min(seconds * 1000, LONGEST_PAUSE));
      });
    }
  }
}

/** Runs `work` for each of `items`, so many at a time; what fails is counted by the client. */
export async function inParallel(items, most, work) {
  const left = [...items].reverse();
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) {
      try {
        await work(item);
      } catch (error) {
        if (!(error instanceof UnexpectedAnswer)) throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
}
