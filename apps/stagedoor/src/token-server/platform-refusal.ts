import { PlatformError } from '@stagedoor/platform';
import { TokenRequestError } from '@stagedoor/token-server';

const FAULT = 500;
const UNAVAILABLE = 503;

/** What the platform could not do for a request for a token: `code` is that of its error. */
class PlatformRefusedError extends TokenRequestError {
  readonly code: string;
  override readonly status: number;

  constructor(error: PlatformError) {
    const { code, status, message } = error;
    // What the caller cannot help, the caller is not told.
    super(status >= FAULT ? 'the server failed; ask again later' : message, {
      cause: error,
      detail: message,
      retryAfterSeconds: status === UNAVAILABLE ? 1 : undefined,
    });
    this.code = code;
    this.status = status;
  }
}

/** Reads from the platform, and words its errors as those of a token server. */
export async function askPlatform<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof PlatformError ? new PlatformRefusedError(error) : error;
  }
}
