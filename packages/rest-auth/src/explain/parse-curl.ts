import { encodeBase64 } from '../base64.js';
import { PastedRequestUnreadableError } from '../errors.js';
import type { HeaderPairs, RequestHead } from '../request.js';
import type { CurlEffect } from './curl-options.js';
import { fromOctetText, toOctetText } from './octet-text.js';
import { parseUrlParts, type UrlParts } from './parse-url-parts.js';
import type { BodyFile, PastedRequest } from './pasted-request.js';
import { readCurlWords, type CurlSetting } from './read-curl-words.js';
import { splitPosixWords, splitWindowsWords } from './split-words.js';

/** A part of a body: octets, a file that is not here, or something that cannot be known. */
type BodyPart =
  | { readonly kind: 'octets'; readonly text: string }
  | { readonly kind: 'file'; readonly file: BodyFile }
  | { readonly kind: 'unknown' };

const UNRESERVED = /[A-Za-z0-9._~-]/;

/** Percent-encodes all octets that are not unreserved. */
const encodeOctets = (text: string): string =>
  Array.from(text, (octet) =>
    UNRESERVED.test(octet)
      ? octet
      : `%${octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');

const octets = (text: string): BodyPart => ({ kind: 'octets', text });

/** A value that is a file where it begins with an at sign. */
const fileOr = (value: string, losesLineEnds: boolean): BodyPart =>
  value.startsWith('@')
    ? { kind: 'file', file: { path: value.slice(1), losesLineEnds } }
    : octets(value);

/** `content`, `=content` and `name=content`; with an at sign in place of the equals sign it is a file. */
function encodeNamed(value: string): BodyPart {
  const [, name = '', sign, content = ''] = /^([^=@]*)([=@])([\s\S]*)$/.exec(value) ?? [];
  if (sign === '@') return { kind: 'unknown' };
  if (sign === undefined) return octets(encodeOctets(value));
  return octets(`${name === '' ? '' : `${name}=`}${encodeOctets(content)}`);
}

const BODY_EFFECTS: Readonly<Partial<Record<CurlEffect, (value: string) => BodyPart>>> = {
  data: (value) => fileOr(value, true),
  'data-raw': octets,
  'data-binary': (value) => fileOr(value, false),
  'data-urlencode': encodeNamed,
  json: (value) => fileOr(value, false),
  form: () => ({ kind: 'unknown' }),
  upload: (value) => ({ kind: 'file', file: { path: value, losesLineEnds: false } }),
};

/** The settings of a command, by what they do. */
class CurlCommand {
  readonly #settings: readonly CurlSetting[];

  constructor(settings: readonly CurlSetting[]) {
    this.#settings = settings;
  }

  has(effect: CurlEffect): boolean {
    return this.#settings.some((each) => each.effect === effect);
  }

  all(effect: CurlEffect): readonly string[] {
    return this.#settings.filter((each) => each.effect === effect).map(({ value }) => value);
  }

  last(effect: CurlEffect): string | undefined {
    return this.all(effect).at(-1);
  }

  bodyParts(): readonly BodyPart[] {
    return this.#settings.flatMap(({ effect, value }) => BODY_EFFECTS[effect]?.(value) ?? []);
  }
}

/** The text of all parts, joined as curl does; undefined where one is not known. */
function joinParts(command: CurlCommand, parts: readonly BodyPart[]): string | undefined {
  const texts = parts.flatMap((part) => (part.kind === 'octets' ? [part.text] : []));
  if (texts.length < parts.length) return undefined;
  return texts.join(command.has('json') ? '' : '&');
}

function methodOf(command: CurlCommand, hasBody: boolean): string {
  const given = command.last('method');
  if (given !== undefined) return given;
  if (command.has('head')) return 'HEAD';
  if (command.has('upload')) return 'PUT';
  return hasBody ? 'POST' : 'GET';
}

const basicHeader = (credential: string): HeaderPairs => [
  ['Authorization', `Basic ${encodeBase64(fromOctetText(credential))}`],
];

function decodePercent(text: string): string {
  try {
    return toOctetText(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** Bearer, `-u`, or what stands in the URL; curl writes a colon where there is none. */
function credentialHeaders(command: CurlCommand, { credential }: UrlParts): HeaderPairs {
  const bearer = command.last('bearer');
  if (bearer !== undefined) return [['Authorization', `Bearer ${bearer}`]];
  const pair = command.last('user') ?? (credential && decodePercent(credential));
  if (pair === undefined || pair === '') return [];
  return basicHeader(pair.includes(':') ? pair : `${pair}:`);
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

const optional = (name: string, value: string | undefined): HeaderPairs =>
  value === undefined ? [] : [[name, value]];

/** The headers that curl sends of itself, as far as they matter here. */
function defaultHeaders(
  command: CurlCommand,
  url: UrlParts,
  body: string | undefined,
): HeaderPairs {
  const isForm = ['data', 'data-raw', 'data-binary', 'data-urlencode'] as const;
  const type = isForm.some((effect) => command.has(effect)) ? FORM_TYPE : undefined;
  return [
    ['Host', url.authority],
    ...credentialHeaders(command, url),
    ...optional('User-Agent', command.last('user-agent')),
    ...optional('Referer', command.last('referer')),
    ...optional('Cookie', command.last('cookie')),
    ...optional('Range', command.last('range')?.replace(/^/, 'bytes=')),
    ...optional('Content-Type', command.has('json') ? 'application/json' : type),
    ...optional('Content-Length', body === undefined ? undefined : String(body.length)),
  ];
}

/** `Name: value`, `Name;` for an empty value, `Name:` to leave one out. */
function readHeader(line: string): { readonly name: string; readonly value: string | undefined } {
  if (line.startsWith('@')) {
    throw new PastedRequestUnreadableError('its headers are in a file; give them in the command');
  }
  const empty = /^([^:;]+);\s*$/.exec(line);
  if (empty !== null) return { name: empty[1] ?? '', value: '' };
  const [, name = '', value = ''] = /^([^:]*):([\s\S]*)$/.exec(line) ?? [];
  const trimmed = value.replace(/^[ \t]+/, '');
  return { name, value: trimmed === '' ? undefined : trimmed };
}

/** The given headers take the place of those that curl sends of itself. */
function mergeHeaders(defaults: HeaderPairs, lines: readonly string[]): HeaderPairs {
  const given = lines.map(readHeader).filter(({ name }) => name !== '');
  const names = new Set(given.map(({ name }) => name.toLowerCase()));
  return [
    ...defaults.filter(([name]) => !names.has(name.toLowerCase())),
    ...given.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  ];
}

/** With `-G`, data goes into the query. */
const withQuery = (target: string, query: string): string =>
  query === '' ? target : `${target}${target.includes('?') ? '&' : '?'}${query}`;

function httpVersionOf(command: CurlCommand): RequestHead['httpVersion'] {
  if (command.has('http1.0')) return '1.0';
  return command.has('http2') ? '2' : '1.1';
}

function buildRequest(command: CurlCommand, url: UrlParts): PastedRequest {
  const parts = command.bodyParts();
  const isQuery = command.has('get');
  const text = joinParts(command, parts);
  const body = isQuery || parts.length === 0 ? '' : text;
  const [part] = parts;
  const file = parts.length === 1 && part?.kind === 'file' ? { bodyFile: part.file } : {};
  return {
    form: 'curl',
    request: {
      method: methodOf(command, parts.length > 0 && !isQuery),
      target: isQuery ? withQuery(url.target, text ?? '') : url.target,
      httpVersion: httpVersionOf(command),
      headers: mergeHeaders(
        defaultHeaders(command, url, body === '' ? undefined : body),
        command.all('header'),
      ),
      body: body === undefined ? undefined : fromOctetText(body),
    },
    known: {
      urlScheme: url.urlScheme,
      isBodyUnknown: body === undefined,
      hasUrlCredential: url.credential !== undefined,
    },
    ...(isQuery ? {} : file),
  };
}

/** The word itself, wherever a command may begin with it. */
const CURL = /(?<=^|[\s;&|(/\\])curl(?:\.exe)?(?=\s|$)/i;

/** Whether a command is one of cmd.exe, by its carets at the ends of lines or in front of quotes. */
const isWindows = (text: string): boolean => /\^(?:\r?\n|")/.test(text);

/**
 * Reads a command of curl: quotes of POSIX shells and of cmd.exe, short options together, `-d`, `--json`, `-u`, `-G`, `-I`.
 * The first URL counts. The target is kept as it is written. Of a body in a file only the name is told. Throws
 * `pasted_request_unreadable`.
 */
export function parseCurl(text: string): PastedRequest {
  const octetText = toOctetText(text);
  const start = octetText.search(CURL);
  if (start === -1) throw new PastedRequestUnreadableError('there is no curl in the command');
  const line = octetText.slice(start);
  const [, ...words] = isWindows(line) ? splitWindowsWords(line) : splitPosixWords(line);
  const command = new CurlCommand(readCurlWords(words));
  const [url] = command.all('url');
  if (url === undefined) throw new PastedRequestUnreadableError('there is no URL in the command');
  return buildRequest(command, parseUrlParts(url, 'http'));
}
