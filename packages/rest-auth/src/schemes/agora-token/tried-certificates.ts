import { sha256 } from '@stagedoor/token/sha256';
import type { ProjectCertificates } from '../../credential-lookup.js';

const UTF8 = new TextEncoder();

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Two certificates to try, always, whether the project exists and however many it has: the time must not tell. What
 * stands in for one that is not there is a hash of the token. Nobody can sign a token with that: it is only known once
 * the token is signed.
 */
export function listTriedCertificates(
  project: ProjectCertificates | undefined,
  token: string,
): readonly [primary: string, secondary: string] {
  const hash = toHex(sha256(UTF8.encode(token)));
  const [primary = '', secondary = ''] = project?.certificates ?? [];
  return [
    primary === '' ? hash.slice(0, 32) : primary,
    secondary === '' ? hash.slice(32) : secondary,
  ];
}
