import type { FindingKind } from './finding-kinds.js';

/** One way in which a token is damaged on its way, how to undo it, and what to say where that helped. */
export interface Repair {
  /** The finding that it makes. */
  readonly kind: FindingKind;
  /** What happened to the text. */
  readonly message: string;
  /** How to keep it from happening. */
  readonly fix: string;
  /** The text as it was before, undefined where it does not look damaged so. */
  apply(text: string): string | undefined;
}

/** How deep an answer may nest, and how many of its values are looked at. */
const MAX_DEPTH = 4;
const MAX_VALUES = 200;

/** The first text in an answer that begins as a token does. Looks at a bounded number of values. */
function findToken(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value.startsWith('007') ? value : undefined;
  if (typeof value !== 'object' || value === null || depth === 0) return undefined;
  for (const inner of Object.values(value).slice(0, MAX_VALUES / MAX_DEPTH)) {
    const found = findToken(inner, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The token in a JSON answer. */
function tokenOfJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return findToken(JSON.parse(text), MAX_DEPTH);
  } catch {
    // No JSON, or nested without end: then it is not the answer of a token server.
    return undefined;
  }
}

/** The token in the query of a URL, or in a query of several parts. */
const tokenOfUrl = (text: string): string | undefined =>
  /(?:[?&]|^(?=[^\s]*&))[\w-]*token=(?<token>007[^&#\s]*)/i.exec(text)?.groups?.['token'];

/** The character of a hex code, for `replace`. */
const fromHex = (_match: string, hex: string): string =>
  String.fromCharCode(Number.parseInt(hex, 16));

/** Undoes percent-encoding, also where it was done twice. */
function undoPercents(text: string): string {
  const once = text.replace(/%([0-7][0-9a-f])/gi, fromHex);
  return once.replace(/%([0-7][0-9a-f])/gi, fromHex);
}

/** Undoes the escapes of JSON and of source texts: `\/`, `\u002B`, `\n`. */
const undoEscapes = (text: string): string =>
  text
    .replace(/\\u00([0-7][0-9a-f])/gi, fromHex)
    .replace(/\\[nrt]/g, '')
    .replaceAll('\\', '');

/** `text` without the characters at both ends that `pattern` matches. Takes one step for each of them. */
function strip(text: string, pattern: RegExp): string {
  let start = 0;
  let end = text.length;
  while (start < end && pattern.test(text.charAt(start))) start += 1;
  while (end > start && pattern.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** White space, and characters that cannot be seen. */
const SPACE = /[\s\p{Cf}]/u;
/** Quotes, brackets and what follows them in lists. */
const QUOTE = /["'`“”‘’«»<>,;]/u;
/** The names and schemes of headers, with the quotes between them, and then a token. */
const HEADER =
  /^(?:["']?(?:authorization|x-agora-token)["']?\s*[:=]\s*)?["']?(?:bearer\s+|agora\s+token\s*=\s*|(?:rtc|rtm|access)?_?token\s*[:=]\s*)?["']?(?<rest>(?:007|eJ).*)$/is;

/** A token without what stands in front of it, where that is more than a quote. */
function tokenAfterHeader(text: string): string | undefined {
  const rest = HEADER.exec(text)?.groups?.['rest'];
  if (rest === undefined) return undefined;
  return /\w/.test(text.slice(0, text.length - rest.length)) ? rest : undefined;
}

/** What stands around a token. Tried in this order, and once more below what was peeled off. */
export const OUTER_REPAIRS: readonly Repair[] = [
  {
    kind: 'json_answer',
    message: 'the text is the whole JSON answer of a token server, not the token in it',
    fix: 'pass on the one field of the answer that holds the token, such as answer.token',
    apply: tokenOfJson,
  },
  {
    kind: 'url_pasted',
    message: 'the text is a URL or a query that holds the token, not the token alone',
    fix: 'take the token out of the query with URLSearchParams, and keep tokens out of URLs: they end in logs',
    apply: tokenOfUrl,
  },
  {
    kind: 'url_encoded',
    message: 'the token is percent-encoded: it has %2B, %2F or %3D where +, / and = were',
    fix: 'decode it once with decodeURIComponent before it is used, or do not encode it outside of URLs',
    apply: (text) => (/%[0-7][0-9a-f]/i.test(text) ? undoPercents(text) : undefined),
  },
  {
    kind: 'surrounding_spaces',
    message: 'spaces, line breaks or invisible characters stand before or after the token',
    fix: 'trim the text; a file or the output of a command ends in a line break',
    apply: (text) => strip(text, SPACE),
  },
  {
    kind: 'header_prefix',
    message:
      'the scheme or name of its header, such as Bearer or agora token=, still stands in front of the token',
    fix: 'cut off everything before 007 before the token is used',
    apply: tokenAfterHeader,
  },
  {
    kind: 'quoted',
    message: 'the token stands in quotes or brackets, which are not part of it',
    fix: 'pass it on without them; JSON.parse a text that is JSON, and do not put quotes into .env files twice',
    apply: (text) => strip(text, QUOTE),
  },
];

/** A token in other text: as much as looks like one. */
const TEXT_AROUND: Repair = {
  kind: 'text_around',
  message: 'other text stands around the token',
  fix: 'pass on the token alone: from 007 up to the last letter, digit or =',
  apply: (text) => /007[A-Za-z0-9+/]{40,}={0,2}/.exec(text)?.[0],
};

/** What a form parser does to a plus. */
const SPACE_FOR_PLUS: Repair = {
  kind: 'space_for_plus',
  message: 'the token has spaces where + was: something read it as a form or a query',
  fix: 'percent-encode the token where it is put into a URL (encodeURIComponent), so that + becomes %2B',
  apply: (text) => text.replaceAll(' ', '+'),
};

/** What terminals, mails and base64 tools put in. */
const SPACES_INSIDE: Repair = {
  kind: 'spaces_inside',
  message: 'line breaks, spaces or invisible characters stand inside the token',
  fix: 'pass it on in one line; terminals, mails and base64 tools break long lines',
  apply: (text) => text.replace(/[\s\p{Cf}]+/gu, ''),
};

/** The same, but for spaces, which may be pluses. */
const LINES_INSIDE: Repair = {
  ...SPACES_INSIDE,
  apply: (text) => text.replace(/[^\S ]+|\p{Cf}+/gu, ''),
};

/** Pads the part after the version to groups of four; no padding helps where one digit is left over. */
function padAgain(text: string): string | undefined {
  const digits = text.replace(/={1,3}$/, '');
  const over = (digits.length - 3) % 4;
  return over === 1 ? undefined : digits + '='.repeat((4 - over) % 4);
}

/** What happened to the text of the token itself. */
const REMAINING: readonly Repair[] = [
  {
    kind: 'escaped',
    message:
      'the token has backslashes: it was written as JSON or as source text and not read back',
    fix: 'read it with JSON.parse; PHP writes / as \\/ and .NET writes + as \\u002B',
    apply: (text) => (text.includes('\\') ? undoEscapes(text) : undefined),
  },
  {
    kind: 'version_missing',
    message: 'the token lacks its first three characters, the version 007',
    fix: 'pass it on whole; no part of a token can be left out',
    apply: (text) => (text.startsWith('eJ') ? `007${text}` : undefined),
  },
  {
    kind: 'url_alphabet',
    message: 'the token is in the URL alphabet of base64: it has - and _ where + and / were',
    fix: 'do not convert tokens to base64url; percent-encode them in URLs',
    apply: (text) => text.replaceAll('-', '+').replaceAll('_', '/'),
  },
  {
    kind: 'padding_lost',
    message: 'the = at the end of the token are lost, or there are more of them than belong there',
    fix: 'pass it on whole; in a query or a cookie = must be percent-encoded as %3D',
    apply: padAgain,
  },
  TEXT_AROUND,
];

/** What may have happened inside, in each of the ways that exclude each other. */
export const INNER_REPAIRS: readonly (readonly Repair[])[] = [
  [TEXT_AROUND],
  [LINES_INSIDE, SPACE_FOR_PLUS, ...REMAINING],
  [SPACES_INSIDE, ...REMAINING],
  REMAINING,
];
