import type { SuccessAnswer } from './write-answer.js';

/** Characters of all bodies together. */
const MAX_LENGTH = 16_777_216;
/** Characters of one body. */
const MAX_BODY_LENGTH = 1_048_576;

/** Whose answer, to which operation. */
export interface AnswerPlace {
  readonly organizationId: string;
  readonly operationId: string;
}

/**
 * Answers that are the same until a row of their organization changes. Only for a database that nobody else can change:
 * where another process tells of a change, it was made a moment before.
 */
export class KeptAnswers {
  readonly #answers = new Map<string, Map<string, SuccessAnswer>>();
  #length = 0;
  /** Grows with each change, so that what was read before one is not kept after it. */
  #generation = 0;

  /** To be asked before the stores are read. */
  get generation(): number {
    return this.#generation;
  }

  /** The answer, as long as nothing has changed since. */
  find({ organizationId, operationId }: AnswerPlace): SuccessAnswer | undefined {
    return this.#answers.get(organizationId)?.get(operationId);
  }

  /** Keeps an answer that was read in this generation, if it still is. */
  keep({ organizationId, operationId }: AnswerPlace, answer: SuccessAnswer, readIn: number): void {
    const { length } = answer.body;
    if (readIn !== this.#generation || length > MAX_BODY_LENGTH) return;
    if (this.#length + length > MAX_LENGTH) this.#clear();
    const own = this.#answers.get(organizationId) ?? new Map<string, SuccessAnswer>();
    if (own.has(operationId)) return;
    this.#answers.set(organizationId, own.set(operationId, answer));
    this.#length += length;
  }

  /** Forgets the answers of the organization; without one, all. */
  forget(organizationId: string | undefined): void {
    this.#generation += 1;
    if (organizationId === undefined) {
      this.#clear();
      return;
    }
    for (const { body } of this.#answers.get(organizationId)?.values() ?? []) {
      this.#length -= body.length;
    }
    this.#answers.delete(organizationId);
  }

  #clear(): void {
    this.#answers.clear();
    this.#length = 0;
  }
}
