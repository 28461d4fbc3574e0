import { createRequire } from 'node:module';
import type * as AgoraToken from 'agora-token';

/** The official reader of a token, which the package's types leave out. */
interface OfficialToken {
  from_string(token: string): boolean;
  verifySignature(certificate: string): boolean;
}

interface OfficialReader {
  readonly AccessToken2: new (
    appId: string,
    certificate: string,
    issuedAt: number,
    expire: number,
  ) => OfficialToken;
}

// The package is CommonJS without named exports, and has no types for its reader.
const require = createRequire(import.meta.url);
// oxlint-disable-next-line typescript/no-unsafe-assignment -- because require gives any
const { RtcTokenBuilder }: typeof AgoraToken = require('agora-token');
// oxlint-disable-next-line typescript/no-unsafe-assignment -- because require gives any
const reader: OfficialReader = require('agora-token/src/AccessToken2.js');

/** Builds an RTC token for a publisher, with the official builder. */
export function issueWithAgoraToken(
  project: { readonly appId: string; readonly certificate: string },
  channel: string,
  uid: number,
): string {
  const { appId, certificate } = project;
  return RtcTokenBuilder.buildTokenWithUid(appId, certificate, channel, uid, 1, 3600, 0);
}

/** Reads a token and checks its signature, the most that the official package can do. */
export function verifyWithAgoraToken(token: string, certificate: string): boolean {
  const access = new reader.AccessToken2('', '', 0, 0);
  return access.from_string(token) && access.verifySignature(certificate);
}
