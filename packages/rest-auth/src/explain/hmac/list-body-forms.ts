import { decodeUtf8 } from '../decode-loosely.js';
import type { RequestFindingKind } from '../finding-kinds.js';
import {
  escapeHtml,
  escapeNonAscii,
  escapeSlashes,
  rewriteJson,
  sortNames,
  unescapeNonAscii,
  unescapeSlashes,
} from './rewrite-json.js';

/** Something that a client may have hashed in the place of the body. */
export interface BodyForm {
  readonly kind: RequestFindingKind;
  /** What was hashed, as half a sentence. */
  readonly description: string;
  readonly octets: Uint8Array;
}

const UTF8 = new TextEncoder();

const form = (
  kind: RequestFindingKind,
  description: string,
  content: string | Uint8Array,
): BodyForm => ({
  kind,
  description,
  octets: typeof content === 'string' ? UTF8.encode(content) : content,
});

const rewritten = (description: string, text: string): BodyForm =>
  form('digest_of_rewritten_json', `the same JSON ${description}`, text);

const PYTHON = { comma: ', ', colon: ': ' };
const COMPACT = { comma: ',', colon: ':' };

/** The same JSON with other blanks and escapes. */
const listRewrittenTexts = (text: string): readonly BodyForm[] => [
  rewritten('without blanks, as JSON.stringify writes it', rewriteJson(text, COMPACT)),
  rewritten("with blanks, as Python's json.dumps writes it", rewriteJson(text, PYTHON)),
  rewritten(
    "with blanks and escapes, as Python's json.dumps writes it",
    rewriteJson(text, { ...PYTHON, writeString: escapeNonAscii }),
  ),
  rewritten(
    'without blanks and with escapes of all that is not ASCII',
    rewriteJson(text, { ...COMPACT, writeString: escapeNonAscii }),
  ),
  rewritten(
    'with blanks and without escapes',
    rewriteJson(text, { ...PYTHON, writeString: unescapeNonAscii }),
  ),
  rewritten(
    'without blanks and without escapes',
    rewriteJson(text, { ...COMPACT, writeString: unescapeNonAscii }),
  ),
  rewritten(
    'with escaped slashes, as json_encode of PHP writes it',
    rewriteJson(text, { ...COMPACT, writeString: escapeSlashes }),
  ),
  rewritten(
    'without escaped slashes',
    rewriteJson(text, { ...COMPACT, writeString: unescapeSlashes }),
  ),
  rewritten(
    'with <, > and & escaped, as encoding/json of Go writes it',
    rewriteJson(text, { ...COMPACT, writeString: escapeHtml }),
  ),
];

/** The same value, written in other forms. */
function listRewrittenValues(text: string, value: unknown): readonly BodyForm[] {
  const sorted = JSON.stringify(sortNames(value));
  return [
    rewritten('parsed and written anew', JSON.stringify(value)),
    rewritten('indented by two', JSON.stringify(value, undefined, 2)),
    rewritten('indented by four', JSON.stringify(value, undefined, 4)),
    rewritten('indented by tabs', JSON.stringify(value, undefined, '\t')),
    rewritten('with its names sorted', sorted),
    rewritten('with its names sorted and with blanks', rewriteJson(sorted, PYTHON)),
    form('digest_of_quoted_json', 'the body as a string of JSON, in quotes', JSON.stringify(text)),
    ...(typeof value === 'string'
      ? [form('digest_of_quoted_json', 'the text inside of the JSON string', value)]
      : []),
  ];
}

/** A JSON value in a box, because it can be undefined in none; undefined for a text that is no JSON. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function listJsonForms(text: string): readonly BodyForm[] {
  const parsed = parseJson(text);
  if (parsed === undefined) return [];
  return [...listRewrittenTexts(text), ...listRewrittenValues(text, parsed.value)];
}

const BYTE_ORDER_MARK = '\uFEFF';

/** Other beginnings, ends and line ends. */
const listTextForms = (text: string): readonly BodyForm[] => [
  form('digest_of_byte_order_mark', 'the body with a byte order mark', BYTE_ORDER_MARK + text),
  form(
    'digest_of_byte_order_mark',
    'the body without its byte order mark',
    text.replace(/^\uFEFF/, ''),
  ),
  form(
    'digest_of_trimmed_body',
    'the body without the blanks and line ends around it',
    text.trim(),
  ),
  form('digest_of_trimmed_body', 'the body without the blanks at its end', text.trimEnd()),
  form('digest_of_line_end', 'the body and a line feed behind it', `${text}\n`),
  form('digest_of_line_end', 'the body and a line end of Windows behind it', `${text}\r\n`),
  form(
    'digest_of_other_line_ends',
    'the body with line feeds alone',
    text.replaceAll('\r\n', '\n'),
  ),
  form(
    'digest_of_other_line_ends',
    'the body with the line ends of Windows',
    text.replaceAll(/\r?\n/g, '\r\n'),
  ),
  form(
    'digest_of_other_line_ends',
    'the body without its line ends',
    text.replaceAll(/[\r\n]/g, ''),
  ),
];

/** Two octets for each unit, the low one first. */
function encodeUtf16(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i += 1) {
    octets.set([text.charCodeAt(i) & 0xff, text.charCodeAt(i) >> 8], i * 2);
  }
  return octets;
}

/** What is left of characters above it is not this text. */
const encodeLatin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => Math.min(character.charCodeAt(0), 0xff));

const decodeLatin1 = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => String.fromCharCode(octet)).join('');

/** The same characters in other octets. */
const listCharsetForms = (text: string): readonly BodyForm[] => [
  form('digest_of_other_charset', 'the body in Latin-1', encodeLatin1(text)),
  form('digest_of_other_charset', 'the body in UTF-16', encodeUtf16(text)),
  form(
    'digest_of_other_charset',
    'the body in UTF-8 twice over',
    UTF8.encode(decodeLatin1(UTF8.encode(text))),
  ),
];

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const listOtherForms = (text: string): readonly BodyForm[] => [
  form('digest_of_other_body', 'the text {}', '{}'),
  form('digest_of_other_body', 'the text null', 'null'),
  form('digest_of_other_body', 'the text undefined', 'undefined'),
  form('digest_of_other_body', 'two quotes', '""'),
  form('digest_of_other_body', 'the text [object Object]', '[object Object]'),
  form('digest_of_other_body', 'the decoded form', decodeForm(text)),
  form('digest_of_other_body', 'the base64 of the body', btoa(decodeLatin1(UTF8.encode(text)))),
];

/** A body of more octets is not rewritten. */
const MAX_REWRITTEN_BYTES = 1_048_576;

/** Everything that a client may have hashed in the place of a body, the likelier ones first. */
export function listBodyForms(
  octets: Uint8Array,
  fileOctets: Uint8Array | undefined,
): readonly BodyForm[] {
  const text = octets.length > MAX_REWRITTEN_BYTES ? undefined : decodeUtf8(octets);
  return [
    form('digest_of_nothing', 'an empty body', ''),
    ...(fileOctets === undefined
      ? []
      : [
          form(
            'digest_of_unsent_file',
            'the file as it is, and curl -d @file takes its line ends out',
            fileOctets,
          ),
        ]),
    ...(text === undefined
      ? []
      : [
          ...listTextForms(text),
          ...listJsonForms(text),
          ...listCharsetForms(text),
          ...listOtherForms(text),
        ]),
  ];
}
