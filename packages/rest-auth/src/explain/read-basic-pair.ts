import { decodeBase64 } from '../base64.js';
import { decodeAnyBase64, decodeUtf8 } from './decode-loosely.js';

/** Customer ID and customer secret of a Basic credential. */
export interface BasicPair {
  readonly customerId: string;
  readonly customerSecret: string;
}

/** What a Basic credential is, besides or instead of base64 as an encoder writes it. */
export type BasicForm =
  | 'canonical'
  | 'empty'
  | 'plain'
  | 'line_break'
  | 'url_alphabet'
  | 'padding_lost'
  | 'encoded_twice'
  | 'not_utf8'
  | 'colon_missing'
  | 'other';

/** A Basic credential as far as it can be read. */
export interface ReadBasic {
  readonly form: BasicForm;
  readonly pair: BasicPair | undefined;
}

function splitPair(text: string): BasicPair | undefined {
  const colon = text.indexOf(':');
  if (colon === -1) return undefined;
  return { customerId: text.slice(0, colon), customerSecret: text.slice(colon + 1) };
}

/** How base64 is spelt that is not as an encoder writes it. */
function spellingOf(text: string): BasicForm {
  if (decodeBase64(text) !== undefined) return 'canonical';
  if (/\s/.test(text)) return 'line_break';
  return /[-_]/.test(text) ? 'url_alphabet' : 'padding_lost';
}

function readDecoded(text: string, octets: Uint8Array): ReadBasic {
  const decoded = decodeUtf8(octets);
  if (decoded === undefined) return { form: 'not_utf8', pair: undefined };
  const pair = splitPair(decoded);
  if (pair !== undefined) return { form: spellingOf(text), pair };
  const inner = decodeUtf8(decodeAnyBase64(decoded) ?? new Uint8Array());
  const innerPair = splitPair(inner ?? '');
  return innerPair === undefined
    ? { form: 'colon_missing', pair: undefined }
    : { form: 'encoded_twice', pair: innerPair };
}

/** What follows `Basic`, read whichever way it was written. */
export function readBasicPair(text: string): ReadBasic {
  if (text === '') return { form: 'empty', pair: undefined };
  const octets = decodeAnyBase64(text);
  if (octets !== undefined) return readDecoded(text, octets);
  const pair = splitPair(text);
  return { form: pair === undefined ? 'other' : 'plain', pair };
}
