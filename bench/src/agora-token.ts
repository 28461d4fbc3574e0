import { createRequire } from 'node:module';

/** The part of the official package that is compared against; it has no types for its low-level class. */
export interface AgoraToken {
  buildTokenWithUid(
    appId: string,
    certificate: string,
    channel: string,
    uid: number,
    role: number,
    tokenExpire: number,
    privilegeExpire: number,
  ): string;
}

/** The official reader of a token. */
interface AccessToken2 {
  from_string(token: string): boolean;
  verifySignature(certificate: string): boolean;
}

const require = createRequire(import.meta.url);
const builders = require('agora-token') as { readonly RtcTokenBuilder: AgoraToken };
const reader = require('agora-token/src/AccessToken2.js') as {
  readonly AccessToken2: new (
    appId: string,
    certificate: string,
    issuedAt: number,
    expire: number,
  ) => AccessToken2;
};

/** The official RTC builder. */
export const RtcTokenBuilder: AgoraToken = builders.RtcTokenBuilder;

/** Reads a token and checks its signature, the most that the official package can do. */
export function verifyWithAgoraToken(token: string, certificate: string): boolean {
  const access = new reader.AccessToken2('', '', 0, 0);
  return access.from_string(token) && access.verifySignature(certificate);
}
