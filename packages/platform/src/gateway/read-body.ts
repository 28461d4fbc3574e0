import { InvalidBodyError, UnsupportedMediaTypeError } from '../errors.js';
import type { Family } from '../operations/family-table.js';
import type { ValueOrigin } from './read-leniently.js';

/** A body before its schema is known. */
export interface ReadBody {
  readonly value: unknown;
  readonly origin: ValueOrigin;
}

/** What the head says of a body. */
export interface BodyHead {
  readonly contentType: string | undefined;
  readonly contentEncoding: string | undefined;
}

const FORM = /^application\/x-www-form-urlencoded(?:[;\s]|$)/i;
const JSON_TYPE = /^application\/(?:[^;\s]+\+)?json(?:[;\s]|$)/i;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;
/** Those whose octets are UTF-8. */
const CHARSETS: ReadonlySet<string> = new Set(['', 'utf-8', 'utf8', 'us-ascii']);

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function decodeText(octets: Uint8Array): string {
  try {
    return UTF8.decode(octets);
  } catch (error) {
    throw new InvalidBodyError('the body is not UTF-8', { cause: error });
  }
}

function readJson(octets: Uint8Array): ReadBody {
  const text = decodeText(octets);
  try {
    return { value: JSON.parse(text) as unknown, origin: 'json' };
  } catch (error) {
    throw new InvalidBodyError('the body is not JSON', { cause: error });
  }
}

/** A name that is there more than once has a list. */
function readForm(octets: Uint8Array): ReadBody {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(decodeText(octets))) {
    const earlier = fields.get(name);
    if (earlier === undefined) fields.set(name, value);
    else if (Array.isArray(earlier)) earlier.push(value);
    else fields.set(name, [earlier, value]);
  }
  return { value: Object.fromEntries(fields), origin: 'form' };
}

/** Nothing is unpacked: a small body must not become a large one. */
function checkEncoding({ contentType = '', contentEncoding = '' }: BodyHead): void {
  if (contentEncoding !== '' && contentEncoding.toLowerCase() !== 'identity') {
    throw new UnsupportedMediaTypeError('send the body as it is, without Content-Encoding');
  }
  const charset = CHARSET.exec(contentType)?.[1] ?? '';
  if (CHARSETS.has(charset.toLowerCase())) return;
  throw new UnsupportedMediaTypeError('send the body in UTF-8');
}

const NO_BODY: ReadBody = { value: {}, origin: 'json' };

/**
 * The body as JSON or form, as its route family takes it; without octets an empty object, whatever the content type. Throws
 * `invalid_body` and `unsupported_media_type`.
 */
export function readBody(
  octets: Uint8Array,
  head: BodyHead,
  { bodies }: Pick<Family, 'bodies'>,
): ReadBody {
  if (octets.length === 0) return NO_BODY;
  checkEncoding(head);
  const { contentType = '' } = head;
  if (bodies === 'json-whatever' || contentType === '' || JSON_TYPE.test(contentType)) {
    return readJson(octets);
  }
  if (FORM.test(contentType)) return readForm(octets);
  throw new UnsupportedMediaTypeError('send the body as application/json');
}
