import { decodeBase64 } from '../../base64.js';
import { SignatureEncodingError } from '../../errors.js';

/** Digits of a MAC of 20 to 64 octets. */
const HEX = /^(?:[0-9A-Fa-f]{2}){20,64}$/;

const MAX_HEX_DIGITS = 128;

const RAW = 'encode the raw octets (in PHP: pack("H*", ...), or the binary flag of hash_hmac)';

/** Texts that are no canonical base64 of a MAC, and what they are instead. The first that fits. */
const OTHER_TEXTS: readonly (readonly [RegExp, string])[] = [
  [HEX, `it is hex; ${RAW}`],
  [/[ \t]/, 'it has blanks'],
  [/[-_]/, 'it is base64url; write + and / for - and _'],
  [/^[A-Za-z0-9+/]+$/, 'it has no padding; write = until its length is a multiple of 4'],
];

/** What a text is that encodes something else than a MAC. */
function describeBytes(bytes: Uint8Array, byteLength: number): string {
  const start = bytes.subarray(0, MAX_HEX_DIGITS + 1);
  if (HEX.test(String.fromCharCode(...start))) return `it is base64 of hex digits; ${RAW}`;
  return `it encodes ${bytes.length} octets of ${byteLength}`;
}

function describeText(text: string): string {
  const other = OTHER_TEXTS.find(([pattern]) => pattern.test(text));
  return other?.[1] ?? 'it is not base64 as an encoder writes it';
}

/** The octets of a signature. Throws `signature_encoding` unless the text is the one that encodes so many octets. */
export function parseSignature(text: string, byteLength: number): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes?.length === byteLength) return bytes;
  // Hex digits are base64 of something too.
  const isMeantAsHex = bytes === undefined || HEX.test(text);
  throw new SignatureEncodingError(
    isMeantAsHex ? describeText(text) : describeBytes(bytes, byteLength),
  );
}
