import {
  BodyTooLargeError,
  DuplicateHeaderError,
  HeadTooLargeError,
  HostMissingError,
  MessageMalformedError,
  TargetFormError,
} from '../errors.js';
import type { HeaderIndex } from '../headers/header-index.js';
import type { Profile } from '../profile.js';
import type { HeaderPairs, RequestHead } from '../request.js';

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** One octet each, and none of the controls that end a line or a text. */
const FIELD_VALUE = /^[^\0\r\n\u0100-\uFFFF]*$/;
const METHOD = /^[A-Z]+(-[A-Z]+)*$/;
/** From the first slash on: no controls, no spaces, no fragment, one octet each. */
const ORIGIN_FORM = /^\/[^\0-\x20#\x7F\u0100-\uFFFF]*$/;

/** The colon, the space and the line end of a header line. */
const LINE_OVERHEAD_BYTES = 4;
/** The two spaces, the version and the line end of a request line. */
const REQUEST_LINE_OVERHEAD_BYTES = 12;

function checkRequestLine({ method, target }: RequestHead): void {
  if (!METHOD.test(method)) throw new TargetFormError('the method must be in capitals');
  if (ORIGIN_FORM.test(target)) return;
  throw new TargetFormError('the target must begin with a slash, without spaces or a fragment');
}

function checkSize({ method, target, headers }: RequestHead, maxHeadBytes: number): void {
  let byteLength = method.length + target.length + REQUEST_LINE_OVERHEAD_BYTES;
  for (const [name, value] of headers) {
    byteLength += name.length + value.length + LINE_OVERHEAD_BYTES;
  }
  if (byteLength > maxHeadBytes) throw new HeadTooLargeError(byteLength, maxHeadBytes);
}

function checkFields(headers: HeaderPairs): void {
  for (const [name, value] of headers) {
    if (!TOKEN.test(name)) throw new MessageMalformedError('a header name is not a token');
    if (FIELD_VALUE.test(value)) continue;
    throw new MessageMalformedError(`the value of ${name} has characters that no header can have`);
  }
}

const LENGTH = /^\d{1,15}$/;

/** Two ways to say where the body ends are two bodies: RFC 9112, section 6.3. */
function checkFraming(index: HeaderIndex): void {
  const length = index.first('content-length');
  if (length === undefined) return;
  if (index.first('transfer-encoding') !== undefined) {
    throw new MessageMalformedError('Content-Length and Transfer-Encoding are both there');
  }
  if (index.isRepeated('content-length')) {
    throw new MessageMalformedError('Content-Length is there more than once');
  }
  if (!LENGTH.test(length)) throw new MessageMalformedError('Content-Length is not a number');
}

/**
 * Refuses what no scheme can prove: a message that two readers may read in two ways. `singles`: names in lower case of
 * headers that may be there once. Servers check most of it; a verifier must not depend on that.
 */
export function checkMessage(
  head: RequestHead,
  index: HeaderIndex,
  singles: readonly string[],
  maxHeadBytes: number,
): void {
  checkSize(head, maxHeadBytes);
  checkRequestLine(head);
  checkFields(head.headers);
  for (const name of singles) {
    if (index.isRepeated(name)) throw new DuplicateHeaderError(name);
  }
  const needsHost = (head.httpVersion ?? '1.1') !== '1.0';
  if (needsHost && (index.first('host') ?? '') === '') throw new HostMissingError();
  checkFraming(index);
}

/** Whether the head announces a body: RFC 9112, section 6. */
export function announcesBody(index: HeaderIndex): boolean {
  if (index.first('transfer-encoding') !== undefined) return true;
  return announcedLength(index) > 0;
}

/** The length that the head announces, 0 where it announces none. */
export function announcedLength(index: HeaderIndex): number {
  return Number(index.first('content-length') ?? 0);
}

/** Throws `body_too_large` for more octets than the profile takes. */
export function checkBodyLength(byteLength: number, { maxBodyBytes }: Profile): void {
  if (byteLength > maxBodyBytes) throw new BodyTooLargeError(byteLength, maxBodyBytes);
}
