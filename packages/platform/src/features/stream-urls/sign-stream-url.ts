import { computeSign } from './compute-sign.js';
import { InvalidStreamUrlError } from './errors.js';
import { otherParameters, splitStreamUrl } from './split-stream-url.js';

/** What `signStreamUrl` takes. */
export interface SignStreamUrlOptions {
  /** `rtmp://push.example.com/live/stage`, as clients will ask for it: the path is signed as it stands. */
  readonly url: string;
  /** The timestamp key of the domain. */
  readonly authKey: string;
  /** When the URL stops working, Unix seconds. The documents advise five to ten minutes from now. */
  readonly expiresAt: number;
}

/** The least and the most that have ten digits. */
const MIN_EXPIRES_AT = 1_000_000_000;
const MAX_EXPIRES_AT = 9_999_999_999;

function checkOptions({ authKey, expiresAt }: SignStreamUrlOptions): void {
  if (authKey === '') {
    throw new InvalidStreamUrlError('the timestamp key is empty: set one for the domain first');
  }
  const isInRange = expiresAt >= MIN_EXPIRES_AT && expiresAt <= MAX_EXPIRES_AT;
  if (Number.isInteger(expiresAt) && isInRange) return;
  throw new InvalidStreamUrlError('the end must be Unix time in whole seconds, ten digits');
}

/**
 * The URL with `ts` and `sign`, in place of those that it may have. Other parameters stay; they are not signed, nor is
 * the host. Throws `invalid_stream_url`. media-broadcast.md 12.
 *
 * ```ts
 * signStreamUrl({ url: 'rtmp://push.example.com/live/stage', authKey, expiresAt: now + 600 });
 * ```
 */
export function signStreamUrl(options: SignStreamUrlOptions): string {
  checkOptions(options);
  const { url, authKey, expiresAt } = options;
  const parts = splitStreamUrl(url);
  if (parts === undefined) {
    throw new InvalidStreamUrlError(
      'the URL must be scheme://host/entry_point/stream, without a fragment',
    );
  }
  const { origin, path } = parts;
  const ts = String(expiresAt);
  const hex = Buffer.from(computeSign({ authKey, path, ts })).toString('hex');
  return `${origin}${path}?${[...otherParameters(parts), `ts=${ts}`, `sign=${hex}`].join('&')}`;
}
