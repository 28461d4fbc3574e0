import type { SignedStreamUrl, StreamUrlReport } from '@stagedoor/platform';

/** What the administrator's command `stream-url.sign` gives. */
export function parseSignedUrl(result: unknown): SignedStreamUrl {
  return result as SignedStreamUrl;
}

/** What the administrator's command `stream-url.check` gives. */
export function parseStreamUrlReport(result: unknown): StreamUrlReport {
  return result as StreamUrlReport;
}
