import { PlatformError } from '../../errors.js';

/** A stream URL cannot be signed: it is none, or its key or its end cannot be used. The message says which. */
export class InvalidStreamUrlError extends PlatformError {
  readonly code = 'invalid_stream_url';
  readonly status = 400;
}
