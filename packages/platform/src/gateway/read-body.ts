import { InvalidBodyError, UnsupportedMediaTypeError } from '../errors.js';
import { FAMILIES } from '../operations/family-table.js';
import type { ProvenRequest } from './proven-request.js';

const FORM = /^application\/x-www-form-urlencoded(?:[;\s]|$)/i;

function parseText(octets: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets);
  } catch (error) {
    throw new InvalidBodyError('the body is not UTF-8', { cause: error });
  }
}

/**
 * The body as the operation's schema sees it: what is no declared JSON is read as its route family does it. Throws
 * `invalid_body` and `unsupported_media_type`.
 */
export function readBody({ operation, body, contentType = '' }: ProvenRequest): unknown {
  if (!(body instanceof Uint8Array)) return body;
  if (FAMILIES[operation.family].bodies === 'json-or-form') {
    if (!FORM.test(contentType)) {
      throw new UnsupportedMediaTypeError('send the body as application/json');
    }
    return Object.fromEntries(new URLSearchParams(parseText(body)));
  }
  try {
    return JSON.parse(parseText(body)) as unknown;
  } catch (error) {
    throw new InvalidBodyError('the body is not JSON', { cause: error });
  }
}
