/** Somebody who asks for the vessels twice a second, whether or not the last answer has come. */
export class Questions {
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly url: string,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.#timer = setInterval(() => {
      const asked = fetch(`${this.url}/api/v1/vessels?limit=5`);
      asked.then(async (answer) => await answer.arrayBuffer()).catch(() => undefined);
    }, this.everyMs);
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }
}
