/** Runs a task when the turn of the event loop is over. */
export type AfterTurn = (task: () => void) => void;

/**
 * Writes the lines of one turn of the event loop at once: of many requests that come together, each would else pay for a
 * write of its own. None waits longer than until the turn is over.
 */
export class TurnWriter {
  readonly #write: (text: string) => void;
  readonly #afterTurn: AfterTurn;
  #waiting = '';

  constructor(write: (text: string) => void, afterTurn: AfterTurn) {
    this.#write = write;
    this.#afterTurn = afterTurn;
  }

  /** Adds a line with its end. */
  readonly add = (line: string): void => {
    if (this.#waiting === '') this.#afterTurn(this.flush);
    this.#waiting += line;
  };

  /** Writes what waits now. */
  readonly flush = (): void => {
    const text = this.#waiting;
    this.#waiting = '';
    if (text !== '') this.#write(text);
  };
}
