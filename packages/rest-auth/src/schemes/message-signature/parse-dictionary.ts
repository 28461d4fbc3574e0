import type { AuthError } from '../../errors.js';

/** A bare item: RFC 8941, section 3.3. */
export type BareItem =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number }
  /** The base64 text between the colons, which is not looked at. */
  | { readonly kind: 'bytes'; readonly base64: string }
  /** A decimal, a token or a boolean. */
  | { readonly kind: 'other' };

/** Parameters by name: RFC 8941, section 3.1.2. */
type ItemParameters = ReadonlyMap<string, BareItem>;

/** An item: RFC 8941, section 3.3. */
export interface Item {
  readonly kind: 'item';
  readonly value: BareItem;
  readonly parameters: ItemParameters;
}

/** An inner list: RFC 8941, section 3.1.1. */
export interface InnerList {
  readonly kind: 'list';
  readonly items: readonly Item[];
  readonly parameters: ItemParameters;
}

/** A member of a dictionary. */
export type Member = (Item | InnerList) & {
  /** What stands behind `key=`, with its parameters, exactly as it arrived. */
  readonly source: string;
};

const KEY = /[a-z*][a-z0-9_.*-]*/y;
const SEPARATOR = /[ \t]*,[ \t]*/y;
const SPACES = / */y;
/** No kind can begin like another, and no part can match in two ways, so that it takes linear time. */
const BARE_ITEM =
  /"(?<text>[ !#-[\]-~]*(?:\\["\\][ !#-[\]-~]*)*)"|(?<integer>-?\d{1,15})(?![\d.])|:(?<base64>[A-Za-z0-9+/=]*):|-?\d{1,12}\.\d{1,3}(?!\d)|[A-Za-z*][:/!#$%&'*+.^_`|~A-Za-z0-9-]*|\?[01]/y;

const TRUE: BareItem = { kind: 'other' };

function toBareItem({
  text,
  integer,
  base64,
}: Readonly<Record<string, string | undefined>>): BareItem {
  if (text !== undefined) return { kind: 'string', text: text.replace(/\\(["\\])/g, '$1') };
  if (integer !== undefined) return { kind: 'integer', value: Number(integer) };
  return base64 === undefined ? TRUE : { kind: 'bytes', base64 };
}

/** A text that is read from its start to its end. */
class DictionaryReader {
  readonly #text: string;
  readonly #malformed: (reason: string) => AuthError;
  #at = 0;

  constructor(text: string, malformed: (reason: string) => AuthError) {
    this.#text = text;
    this.#malformed = malformed;
  }

  readMembers(): ReadonlyMap<string, Member> {
    const members = new Map<string, Member>();
    if (this.#text === '') return members;
    for (;;) {
      const key = this.#readKey(members);
      members.set(key, this.#readMember());
      if (this.#at === this.#text.length) return members;
      this.#take(SEPARATOR, 'a comma');
    }
  }

  /** RFC 8941 would let the last of two win, which other readers may not know. */
  #readKey(known: ReadonlyMap<string, unknown>): string {
    const key = this.#take(KEY, 'a key')[0];
    if (known.has(key)) throw this.#malformed(`${key} is there twice`);
    return key;
  }

  #readMember(): Member {
    const start = this.#at + 1;
    const member = this.#skip('=') ? this.#readValue() : this.#readTrue();
    return { ...member, source: this.#text.slice(start, this.#at) };
  }

  #readTrue(): Item {
    return { kind: 'item', value: TRUE, parameters: this.#readParameters() };
  }

  #readValue(): Item | InnerList {
    return this.#skip('(') ? this.#readInnerList() : this.#readItem();
  }

  #readItem(): Item {
    const value = this.#readBareItem();
    return { kind: 'item', value, parameters: this.#readParameters() };
  }

  #readInnerList(): InnerList {
    const items: Item[] = [];
    for (;;) {
      this.#take(SPACES, 'a space');
      if (this.#skip(')')) return { kind: 'list', items, parameters: this.#readParameters() };
      items.push(this.#readItem());
      const next = this.#text[this.#at];
      if (next !== ' ' && next !== ')') throw this.#expected('a space or )');
    }
  }

  #readParameters(): ItemParameters {
    const parameters = new Map<string, BareItem>();
    while (this.#skip(';')) {
      this.#take(SPACES, 'a space');
      const key = this.#readKey(parameters);
      parameters.set(key, this.#skip('=') ? this.#readBareItem() : TRUE);
    }
    return parameters;
  }

  #readBareItem(): BareItem {
    return toBareItem(this.#take(BARE_ITEM, 'a value').groups ?? {});
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  /** Reads what the pattern matches here and goes behind it. */
  #take(pattern: RegExp, wanted: string): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) throw this.#expected(wanted);
    this.#at = pattern.lastIndex;
    return match;
  }

  #expected(wanted: string): AuthError {
    return this.#malformed(`at character ${this.#at + 1} there must be ${wanted}`);
  }
}

/**
 * Reads a structured field that is a dictionary, RFC 8941, section 4.2.2, more strictly in one thing: a key or a parameter
 * that is there twice is refused. `text` has no outer blanks. Throws what `malformed` makes of a reason, which names
 * keys and positions only.
 */
export function parseDictionary(
  text: string,
  malformed: (reason: string) => AuthError,
): ReadonlyMap<string, Member> {
  return new DictionaryReader(text, malformed).readMembers();
}
