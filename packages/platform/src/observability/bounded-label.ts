/** Words of ours look like this; an App ID or a path does not. */
const WORD = /^[a-z][a-z_-]{0,47}$/;
const MAX_VALUES = 200;
const OTHER = 'other';

/** The values of a label, of which there may be so many and no more: each is a time series of its own, kept for good. */
export class BoundedLabel {
  readonly #values = new Set<string>();

  /** The value itself, or `other` where it is no word of ours or one too many. */
  of(value: string): string {
    if (this.#values.has(value)) return value;
    if (this.#values.size >= MAX_VALUES || !WORD.test(value)) return OTHER;
    this.#values.add(value);
    return value;
  }
}
