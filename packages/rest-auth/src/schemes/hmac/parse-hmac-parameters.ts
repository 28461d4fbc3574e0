import {
  AlgorithmNotAllowedError,
  AuthorizationMalformedError,
  HeadersListInvalidError,
} from '../../errors.js';
import type { Profile } from '../../profile.js';

/** The four parameters of the scheme. */
export interface HmacParameters {
  readonly username: string;
  readonly algorithm: string;
  /** The names as they are listed, which is how the signing string has them. */
  readonly names: readonly string[];
  /** The same in lower case. */
  readonly covered: ReadonlySet<string>;
  /** Base64, not yet looked at. */
  readonly signature: string;
}

const NAMES = ['username', 'algorithm', 'headers', 'signature'] as const;
type ParameterName = (typeof NAMES)[number];

const isName = (name: string): name is ParameterName => (NAMES as readonly string[]).includes(name);

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/** Where the blanks end that begin at `at`. */
function skipBlanks(text: string, at: number): number {
  let end = at;
  while (isBlank(text.charCodeAt(end))) end += 1;
  return end;
}

const malformedAt = (at: number, reason: string): AuthorizationMalformedError =>
  new AuthorizationMalformedError(`at character ${at + 1} ${reason}`);

const LETTERS = /^[A-Za-z]+$/;

/** The name at `at`, in lower case, up to `="`. It is not shown: it could be a secret that was pasted there. */
function readName(text: string, at: number): ParameterName {
  const end = text.indexOf('="', at);
  const name = text.slice(at, Math.max(end, at)).toLowerCase();
  if (isName(name)) return name;
  const reason = LETTERS.test(name)
    ? `the parameter is none of ${NAMES.join(', ')}`
    : 'there is no name="value"';
  throw malformedAt(at, reason);
}

/** The value at `at`, up to the next quote. There are no escapes, so that each octet stands for itself. */
function readValue(text: string, at: number): string {
  const value = text.slice(at, text.indexOf('"', at));
  if (value === '' || value.includes('\\') || text[at + value.length] !== '"') {
    throw malformedAt(at, 'there is no value with a quote behind it and no backslash in it');
  }
  return value;
}

/** Where the next parameter begins, behind a comma. */
function skipComma(text: string, at: number): number {
  const comma = skipBlanks(text, at);
  if (text[comma] === ',') return skipBlanks(text, comma + 1);
  throw malformedAt(at, 'a comma is missing');
}

/**
 * Reads `name="value"` parameters in any order, separated by commas. Throws `authorization_malformed`. Linear: each of
 * the four is read once, and looks ahead once.
 */
function readParameters(text: string, start: number): ReadonlyMap<ParameterName, string> {
  const found = new Map<ParameterName, string>();
  let at = start;
  for (;;) {
    const name = readName(text, at);
    if (found.has(name)) throw malformedAt(at, `${name} is there again`);
    const valueStart = at + name.length + 2;
    const value = readValue(text, valueStart);
    found.set(name, value);
    const end = valueStart + value.length + 1;
    if (end === text.length) return found;
    at = skipComma(text, end);
  }
}

/** What may stand in the list besides header names. */
const PSEUDO_NAME = '@request-target';
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function checkName(name: string, profile: Profile): void {
  if (HEADER_NAME.test(name)) return;
  if (name === '') throw new HeadersListInvalidError('write one space between two names');
  if (profile.name === 'agora' && name.toLowerCase() === PSEUDO_NAME) return;
  throw new HeadersListInvalidError('it has something that is no header name');
}

/** The list of covered names. Throws `headers_list_invalid`. */
function splitNames(list: string, profile: Profile): Pick<HmacParameters, 'names' | 'covered'> {
  const names = list.split(' ', profile.maxSignedNames + 1);
  if (names.length > profile.maxSignedNames) {
    throw new HeadersListInvalidError(`it has more than ${profile.maxSignedNames} names`);
  }
  const covered = new Set<string>();
  for (const name of names) {
    checkName(name, profile);
    covered.add(name.toLowerCase());
  }
  if (covered.size < names.length) throw new HeadersListInvalidError('a name is there twice');
  if (covered.has('authorization')) {
    throw new HeadersListInvalidError('a signature cannot cover authorization, where it stands');
  }
  return { names, covered };
}

/**
 * Reads the parameters of a credential, behind the blanks at character `start` of `text`. Throws `authorization_malformed`,
 * `algorithm_not_allowed` and `headers_list_invalid`, in this order.
 */
export function parseHmacParameters(text: string, profile: Profile, start = 0): HmacParameters {
  const found = readParameters(text, skipBlanks(text, start));
  const read = (name: ParameterName): string => {
    const value = found.get(name);
    if (value === undefined) throw new AuthorizationMalformedError(`${name}="..." is missing`);
    return value;
  };
  const username = read('username');
  const algorithm = read('algorithm');
  const list = read('headers');
  const signature = read('signature');
  if (!profile.algorithms.includes(algorithm)) {
    throw new AlgorithmNotAllowedError(`write algorithm="${profile.algorithms[0] ?? ''}"`);
  }
  return { username, algorithm, signature, ...splitNames(list, profile) };
}
