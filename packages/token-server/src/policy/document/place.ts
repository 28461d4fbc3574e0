/** Something that is wrong with a document. */
export interface Problem {
  /** Where: `rules[2].grant.user`; empty for the document as a whole. */
  readonly path: string;
  /** What, to be read behind the path: `must be a text`. */
  readonly message: string;
}

const PLAIN_KEY = /^[A-Za-z_$][\w$]*$/;

/** A place in a document, and where problems with it go: all are found before any is reported. */
export class Place {
  readonly path: string;
  readonly #problems: Problem[];

  /** Left out: the document as a whole, with no problem yet. */
  constructor(path = '', problems: Problem[] = []) {
    this.path = path;
    this.#problems = problems;
  }

  /** Of the whole document, in the order in which they were found. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** Whether what stands here is known to be of no use. */
  get isRefused(): boolean {
    return this.#problems.some(({ path }) => path === this.path);
  }

  /** The place of a value in an object. */
  key(name: string): Place {
    if (!PLAIN_KEY.test(name))
      return new Place(`${this.path}[${JSON.stringify(name)}]`, this.#problems);
    return new Place(this.path === '' ? name : `${this.path}.${name}`, this.#problems);
  }

  /** The place of a value in a list, counted from 0. */
  item(index: number): Place {
    return new Place(`${this.path}[${index}]`, this.#problems);
  }

  /** Notes that what stands here cannot be used. */
  refuse(message: string): void {
    this.#problems.push({ path: this.path, message });
  }
}
