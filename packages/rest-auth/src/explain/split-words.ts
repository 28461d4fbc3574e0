import { PastedRequestUnreadableError } from '../errors.js';
import { toOctetText } from './octet-text.js';

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001B',
  E: '\u001B',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE =
  /\\(?:x(?<hex>[0-9a-f]{1,2})|u(?<unit>[0-9a-f]{1,4})|U(?<point>[0-9a-f]{1,8})|(?<octal>[0-7]{1,3})|(?<other>[\s\S]))/gi;

/** What an escape of `$'...'` stands for. */
function unescapeOne(groups: Readonly<Record<string, string | undefined>>): string {
  const { hex, unit, point, octal, other = '' } = groups;
  if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
  const code = Number.parseInt(unit ?? point ?? '', 16);
  if (Number.isNaN(code)) return NAMED_ESCAPES[other] ?? other;
  return code > 0x10_ff_ff ? '' : toOctetText(String.fromCodePoint(code));
}

const unescapeAnsi = (text: string): string =>
  text.replaceAll(ESCAPE, (...args: readonly unknown[]) => {
    const groups = args.at(-1);
    return isGroups(groups) ? unescapeOne(groups) : '';
  });

const isGroups = (value: unknown): value is Readonly<Record<string, string | undefined>> =>
  typeof value === 'object' && value !== null;

/** Parts of words of a POSIX shell: what each matches, and what it stands for. */
const POSIX_PARTS: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/\$'(?:[^'\\]|\\[\s\S])*'/y, (text) => unescapeAnsi(text.slice(2, -1))],
  [/'[^']*'/y, (text) => text.slice(1, -1)],
  [
    /\$?"(?:[^"\\]|\\[\s\S])*"/y,
    (text) =>
      text
        .replace(/^\$/, '')
        .slice(1, -1)
        .replaceAll(/\\(?:\r?\n|(?<kept>["\\$`]))/g, '$<kept>'),
  ],
  [/\\\r?\n/y, () => ''],
  [/\\[\s\S]/y, (text) => text.slice(1)],
  [/\$\([^)]*\)|`[^`]*`/y, (text) => text],
  [/[^\s'"\\|;&<>$`]+|[$`]/y, (text) => text],
];

/** A backtick joins lines in PowerShell. */
const BLANKS = /(?:[ \t]|[\\`]\r?\n)*/y;
/** Behind one of these there is another command, or none of the words of this one. */
const END = /[\r\n|;&<>]|$/y;

/** A text that is read from its start to its end. */
class WordReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** What the pattern matches here, and goes behind it. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match === null) return undefined;
    this.#at = pattern.lastIndex;
    return match[0];
  }

  #takePart(): string | undefined {
    for (const [pattern, read] of POSIX_PARTS) {
      const text = this.#take(pattern);
      if (text !== undefined) return read(text);
    }
    return undefined;
  }

  #takeWord(): string | undefined {
    let word = this.#takePart();
    if (word === undefined) return undefined;
    for (;;) {
      const part = this.#takePart();
      if (part === undefined) return word;
      word += part;
    }
  }

  readWords(): readonly string[] {
    const words: string[] = [];
    for (;;) {
      this.#take(BLANKS);
      const word = this.#takeWord();
      if (word !== undefined) {
        words.push(word);
        continue;
      }
      if (this.#take(END) !== undefined) return words;
      throw new PastedRequestUnreadableError('a quote in the command is not closed');
    }
  }
}

/**
 * The words of the first command in a text, as a POSIX shell splits them: quotes, `$'...'`, backslashes at the ends of
 * lines. Variables and commands in it are left as they are written. Throws `pasted_request_unreadable`.
 */
export const splitPosixWords = (text: string): readonly string[] =>
  new WordReader(text).readWords();

/** Without the carets of cmd.exe, and with its lines joined. Inside of quotes a caret is only a caret. */
function removeCarets(text: string): string {
  let isQuoted = false;
  let plain = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '^' && !isQuoted) {
      const [escaped = ''] = /^\r?\n?[\s\S]?/.exec(text.slice(at + 1, at + 4)) ?? [];
      const isLineEnd = /^\r?\n/.test(escaped);
      plain += isLineEnd ? escaped.replace(/^\r?\n/, '') : escaped.slice(0, 1);
      at += isLineEnd ? escaped.length : 1;
      continue;
    }
    if (character === '"') isQuoted = !isQuoted;
    plain += character;
  }
  return plain;
}

const WINDOWS_WORD = /(?:\\"|"(?:[^"\\]|\\[\s\S]|"")*"?|[^\s"])+/g;

/** The quotes of a word as programs of Windows read them. */
function unquoteWindows(word: string): string {
  if (word === '""') return '';
  return word.replaceAll(/(?<slashes>\\*)(?<quotes>"+)/g, (_, slashes: string, quotes: string) => {
    const half = slashes.slice(0, Math.floor(slashes.length / 2));
    const isLiteral = slashes.length % 2 === 1;
    const left = isLiteral ? quotes.length - 1 : quotes.length;
    return half + (isLiteral ? '"' : '') + '"'.repeat(Math.floor(left / 2));
  });
}

/** The words of a command of cmd.exe, with carets at the ends of lines and in front of characters. */
export function splitWindowsWords(text: string): readonly string[] {
  return (removeCarets(text).match(WINDOWS_WORD) ?? []).map(unquoteWindows);
}
