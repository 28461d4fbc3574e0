import { explainStreamUrl } from './explain-stream-url.js';
import type { StreamUrlFinding } from './finding-kinds.js';
import { signStreamUrl, type SignStreamUrlOptions } from './sign-stream-url.js';

/** A stream URL that was signed, and what may surprise about it. */
export interface SignedStreamUrl {
  readonly url: string;
  /** Unix seconds. */
  readonly expiresAt: number;
  readonly findings: readonly StreamUrlFinding[];
}

/** Signs as `signStreamUrl`, and tells what `explainStreamUrl` says of it at `now`. Throws `invalid_stream_url`. */
export function signAndExplain(
  options: SignStreamUrlOptions & { readonly now: number },
): SignedStreamUrl {
  const { authKey, expiresAt, now } = options;
  const url = signStreamUrl(options);
  return { url, expiresAt, findings: explainStreamUrl({ url, authKey, now }).findings };
}
