import { DomainError } from "./errors.ts";

interface Size {
  /** At the same time. */
  readonly running: number;
  /** For one of them to end. */
  readonly waiting: number;
}

/** Lets so much run at once and so much wait. What comes on top of that is refused at once, before it costs anything. */
export class Bulkhead {
  readonly #size: Size;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(size: Size) {
    this.#size = size;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#size.running) this.#running++;
    else if (this.#waiting.length < this.#size.waiting) await new Promise<void>((go) => this.#waiting.push(go));
    else throw busy();
    try {
      return await work();
    } finally {
      // Whoever is next takes the place over: in between nobody else could.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running--;
    }
  }
}

const busy = () =>
  new DomainError("unavailable", "system.busy", "We are busier than we can bear. Try again in a few seconds.", {
    retryAfterSeconds: 3,
  });
