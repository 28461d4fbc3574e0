import { createHash } from 'node:crypto';
import type { Cell, TableDigest } from './row-source.js';

/** Adds up the rows of one table, given in the order of their keys. */
export class TableDigester {
  readonly #name: string;
  readonly #hash = createHash('sha256');
  #rows = 0;

  constructor(name: string) {
    this.#name = name;
  }

  add(rows: readonly (readonly Cell[])[]): void {
    for (const row of rows) this.#hash.update(`${JSON.stringify(row)}\n`);
    this.#rows += rows.length;
  }

  /** Ends it: nothing can be added any more. */
  finish(): TableDigest {
    return { name: this.#name, rows: this.#rows, sha256: this.#hash.digest('hex') };
  }
}
