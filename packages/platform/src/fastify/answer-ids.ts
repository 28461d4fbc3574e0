import type { SystemSources } from '../domain/system-sources.js';

const ID_BYTES = 16;
/** Of as many IDs the octets are drawn at once: to ask the system for few costs as much as for many. */
const IDS_AT_ONCE = 512;
const PRINTABLE = /^[\x20-\x7E]{1,128}$/;

/** IDs of requests and answers: 32 lower-case hex characters. */
export class AnswerIds {
  readonly #randomBytes: SystemSources['randomBytes'];
  #hex = '';
  #used = 0;

  constructor({ randomBytes }: Pick<SystemSources, 'randomBytes'>) {
    this.#randomBytes = randomBytes;
  }

  /** An ID that no other answer has. */
  next(): string {
    if (this.#used >= this.#hex.length) this.#draw();
    const start = this.#used;
    this.#used += ID_BYTES * 2;
    return this.#hex.slice(start, this.#used);
  }

  /** The ID of a request: the caller's, if it is 1 to 128 printable characters of ASCII. */
  ofRequest(given: string | readonly string[] | undefined): string {
    return typeof given === 'string' && PRINTABLE.test(given) ? given : this.next();
  }

  #draw(): void {
    const octets = this.#randomBytes(ID_BYTES * IDS_AT_ONCE);
    this.#hex = Buffer.from(octets).toString('hex');
    this.#used = 0;
  }
}
