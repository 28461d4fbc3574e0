import { isStorableText } from '../../domain/storable-text.js';
import { InvalidStreamNameError } from './errors.js';

const MAX_NAME_BYTES = 255;
/** What would end the name in the path of a stream URL. */
const DELIMITERS = /[/?#]/;
/** Segments that clients take out of a path before they ask for it. */
const DOTS = /^\.{1,2}$/;

/** Whether a stream can have that name. Any other is compared character by character, as it stands in a URL once decoded. */
export function isStreamName(text: string): boolean {
  const byteLength = Buffer.byteLength(text);
  const fits = byteLength >= 1 && byteLength <= MAX_NAME_BYTES;
  return fits && isStorableText(text) && !DELIMITERS.test(text) && !DOTS.test(text);
}

/** The name of a stream. Throws `invalid_stream_name`. */
export function parseStreamName(text: string): string {
  if (!isStreamName(text)) throw new InvalidStreamNameError();
  return text;
}
