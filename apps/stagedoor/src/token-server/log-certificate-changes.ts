import type { CertificateState, CertificateUse } from './certificate-use.js';
import type { CertificateChange } from './find-certificate-changes.js';

/** Where it is told. */
interface ChangeLog {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
}

const MILLIS = 1000;

const toTime = (at: number): string => new Date(at * MILLIS).toISOString();

/** What an operator must know before the certificate can be taken away, or should have known. */
function describeTokens(state: CertificateState | undefined): string {
  if (state === undefined) return 'nothing is known of its tokens';
  const { lastIssuedAt, tokensEndAt } = state;
  const last =
    lastIssuedAt === undefined
      ? 'this server signed no token with it'
      : `it signed its last token at ${toTime(lastIssuedAt)}`;
  return `${last}; no token of it lives after ${toTime(tokensEndAt)}`;
}

/** Tells what became of each certificate, and until when tokens of it live. */
export function logCertificateChanges(
  changes: readonly CertificateChange[],
  use: CertificateUse,
  { log, now }: { readonly log: ChangeLog; readonly now: number },
): void {
  for (const change of changes) {
    const { appId, certificate, kind } = change;
    const state = use.find(change);
    const { lastIssuedAt, tokensEndAt } = state ?? {};
    const fields = { appId, certificate, lastIssuedAt, tokensEndAt };
    switch (kind) {
      case 'signs':
        log.info({ appId, certificate }, 'new tokens are signed with this certificate');
        break;
      case 'proves':
        log.info(fields, `this certificate signs no new tokens: ${describeTokens(state)}`);
        break;
      case 'removed':
        if ((tokensEndAt ?? 0) <= now) log.info(fields, 'this certificate was removed');
        else {
          log.warn(fields, `this certificate was removed too early: ${describeTokens(state)}`);
        }
    }
  }
}
