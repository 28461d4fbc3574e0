import { createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { APP_ID, CERTIFICATE, ISSUED_AT, string16, u16, u32 } from './forge-token.js';

/** A token of format 006, bytes put together by hand: nothing here uses the code under test. */
export interface ForgedToken006 {
  readonly appId?: string;
  readonly certificate?: string;
  /** What is signed as the channel. */
  readonly channel?: string;
  /** What is signed as the user. */
  readonly uid?: string;
  /** By default those of channel and uid. */
  readonly crcChannel?: number;
  readonly crcUid?: number;
  readonly salt?: number;
  readonly expiresAt?: number;
  /** Pairs of number and end. */
  readonly privileges?: readonly (readonly [id: number, expiresAt: number])[];
  /** The count that is written; by default the right one. */
  readonly privilegeCount?: number;
  /** What is signed behind the privileges. */
  readonly messageTrailer?: Uint8Array;
  /** The message in place of salt, end and privileges. */
  readonly message?: Uint8Array;
  /** The signature that is written; by default the right one. */
  readonly signature?: Uint8Array;
  /** What follows the content. */
  readonly trailer?: Uint8Array;
}

/** When a token of the samples ends: a day after its issue time. */
export const EXPIRES_AT: number = ISSUED_AT + 86_400;

const NOTHING = new Uint8Array(0);

/** What is signed: salt, end and privileges. */
export function forgeMessage(token: ForgedToken006): Buffer {
  const { salt = 1, expiresAt = EXPIRES_AT, privileges = [[1, 0]] } = token;
  return Buffer.concat([
    u32(salt),
    u32(expiresAt),
    u16(token.privilegeCount ?? privileges.length),
    ...privileges.map(([id, end]) => Buffer.concat([u16(id), u32(end)])),
    token.messageTrailer ?? NOTHING,
  ]);
}

/** The content of a token before it is encoded. */
export function forgeContent006(token: ForgedToken006): Buffer {
  const { appId = APP_ID, channel = 'stage-1', uid = '7' } = token;
  const message = token.message ?? forgeMessage(token);
  const signed = Buffer.concat([Buffer.from(appId + channel + uid), message]);
  const mac = createHmac('sha256', token.certificate ?? CERTIFICATE)
    .update(signed)
    .digest();
  return Buffer.concat([
    string16(token.signature ?? mac),
    u32(token.crcChannel ?? crc32(channel)),
    u32(token.crcUid ?? crc32(uid)),
    string16(message),
    token.trailer ?? NOTHING,
  ]);
}

/** Any bytes as the content of a token text. */
export function wrapContent006(content: Uint8Array, appId = APP_ID): string {
  return `006${appId}${Buffer.from(content).toString('base64')}`;
}

/** A token of user 7 in stage-1, rightly signed unless it says otherwise. */
export function forgeToken006(token: ForgedToken006 = {}): string {
  return wrapContent006(forgeContent006(token), token.appId);
}
