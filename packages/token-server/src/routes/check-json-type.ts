import { UnsupportedMediaTypeError } from '../requests/errors.js';

const JSON_TYPE = /^application\/json[ \t]*(?:;[^,]*)?$/i;

/**
 * Throws `unsupported_media_type` unless a body is declared as JSON. A page of another origin can send any body with the
 * types of forms, or with none, and is not asked before; with this type its browser asks first.
 */
export function checkJsonType(contentType: string | undefined): void {
  if (!JSON_TYPE.test(contentType ?? '')) throw new UnsupportedMediaTypeError();
}
