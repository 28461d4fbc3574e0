import { hash } from 'node:crypto';

/** What the first line of a file that follows no other has in the place of a hash. */
export const CHAIN_START: string = '0'.repeat(64);

/** The SHA-256 of a line without its end, 64 hex characters. */
export const hashLine = (line: string | Uint8Array): string => hash('sha256', line);

/**
 * Lines of which each has the hash of the one before, in the field `previous`: one that is changed, removed or moved
 * breaks the chain behind it. The last ones can be cut off unseen, unless the last hash is kept elsewhere.
 */
export class AuditChain {
  #previous: string;

  constructor(previous: string) {
    this.#previous = previous;
  }

  /** The entry, which has some field, as the next line with its end. */
  add(entry: object): string {
    // Cheaper than a copy with one more field, at each grant.
    const line = `${JSON.stringify(entry).slice(0, -1)},"previous":"${this.#previous}"}`;
    this.#previous = hashLine(line);
    return `${line}\n`;
  }
}
