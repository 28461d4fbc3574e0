import { decodeAnyBase64, decodeHex, decodeUtf8 } from '../decode-loosely.js';

/** How the text of a signature was made of its octets. */
export type SignatureForm =
  | 'signature_hex'
  | 'signature_base64_of_hex'
  | 'signature_percent_encoded'
  | 'signature_url_alphabet'
  | 'signature_padding_lost'
  | 'signature_encoding'
  | undefined;

/** The octets that a signature may stand for. */
export interface ReadSignature {
  /** What is wrong with the text; undefined where it is base64 as an encoder writes it. */
  readonly form: SignatureForm;
  /** The octets in each way that it can be read. */
  readonly candidates: readonly Uint8Array[];
}

const HEX = /^(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128})$/;

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function formOf(text: string, inner: string): SignatureForm {
  if (HEX.test(text)) return 'signature_hex';
  if (HEX.test(inner)) return 'signature_base64_of_hex';
  if (/%[0-9A-Fa-f]{2}/.test(text)) return 'signature_percent_encoded';
  if (/[-_]/.test(text)) return 'signature_url_alphabet';
  if (/\s/.test(text)) return 'signature_encoding';
  return text.length % 4 === 0 ? undefined : 'signature_padding_lost';
}

/** Reads the text of a signature in every way that a client may have written it. Never throws. */
export function readSignatureForms(text: string): ReadSignature {
  const plain = decodePercent(text);
  const octets = decodeAnyBase64(plain);
  const inner = decodeUtf8(octets ?? new Uint8Array()) ?? '';
  // A plus that went through a form arrives as a blank.
  const withPlus = decodeAnyBase64(plain.replaceAll(' ', '+'));
  const found = [octets, withPlus, decodeHex(text), decodeHex(inner)];
  return {
    form: formOf(text, inner),
    candidates: found.filter((candidate) => candidate !== undefined),
  };
}
