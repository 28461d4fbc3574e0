import type { HeaderPairs } from '../request.js';

/** Outer spaces and tabs are not part of a value: RFC 9110, section 5.5. */
function trim(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return start === 0 && end === value.length ? value : value.slice(start, end);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** Header fields by their name in lower case. */
export class HeaderIndex {
  readonly #first = new Map<string, string>();
  /** All values of the fields that are there more than once. Seldom any, so it is made when it is needed. */
  #repeated: Map<string, string[]> | undefined;

  constructor(headers: HeaderPairs) {
    for (const [name, value] of headers) this.#add(name.toLowerCase(), trim(value));
  }

  #add(name: string, value: string): void {
    const first = this.#first.get(name);
    if (first === undefined) {
      this.#first.set(name, value);
      return;
    }
    this.#repeated ??= new Map();
    const values = this.#repeated.get(name);
    if (values === undefined) this.#repeated.set(name, [first, value]);
    else values.push(value);
  }

  /** The first value of the field, or undefined where there is none. */
  first(name: string): string | undefined {
    return this.#first.get(name);
  }

  /** All values of the field, in order. */
  all(name: string): readonly string[] {
    const first = this.#first.get(name);
    return first === undefined ? [] : (this.#repeated?.get(name) ?? [first]);
  }

  /** Whether the field is there more than once. */
  isRepeated(name: string): boolean {
    return this.#repeated?.has(name) ?? false;
  }
}
