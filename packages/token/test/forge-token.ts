import { createHmac } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** The project that the tests issue for: the one of the appendix of the format. */
export const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
export const CERTIFICATE = 'A1b2C3d4E5f60718293a4B5c6D7e8F90';
export const OTHER_CERTIFICATE = '00112233445566778899aabbccddeeff';
export const ISSUED_AT = 1_700_000_000;

/** The content of a token, bytes put together by hand: nothing here uses the code under test. */
export interface ForgedContent {
  readonly appId?: Uint8Array | string;
  readonly certificate?: string;
  readonly issuedAt?: number;
  readonly expiresInSeconds?: number;
  readonly salt?: number;
  /** The count that is written; by default the number of services. */
  readonly serviceCount?: number;
  readonly services?: readonly Uint8Array[];
  /** What follows the last service. */
  readonly trailer?: Uint8Array;
  /** The signature that is written; by default the right one. */
  readonly signature?: Uint8Array;
}

export function u16(value: number): Buffer {
  return Buffer.from([value & 0xff, (value >>> 8) & 0xff]);
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function string16(text: Uint8Array | string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([u16(bytes.length), bytes]);
}

/** A service of any type: its privileges as pairs of id and life, then its fields as string16. */
export function forgeService(
  type: number,
  privileges: readonly (readonly [id: number, seconds: number])[],
  fields: readonly (Uint8Array | string)[],
): Buffer {
  const pairs = privileges.map(([id, seconds]) => Buffer.concat([u16(id), u32(seconds)]));
  return Buffer.concat([u16(type), u16(privileges.length), ...pairs, ...fields.map(string16)]);
}

/** An RTC service that lets `uid` join `channel` for as long as the token lives. */
export function forgeRtc(channel: string, uid: string): Buffer {
  return forgeService(1, [[1, 0]], [channel, uid]);
}

const hmac = (key: Uint8Array, message: Uint8Array | string): Buffer =>
  createHmac('sha256', key).update(message).digest();

/** Signs any bytes as a token of this time and salt. */
export function signBytes(
  signedBytes: Uint8Array,
  { certificate = CERTIFICATE, issuedAt = ISSUED_AT, salt = 1 }: ForgedContent,
): Buffer {
  return hmac(hmac(u32(salt), hmac(u32(issuedAt), certificate)), signedBytes);
}

/** The content of a token before it is compressed. */
export function forgeContent(content: ForgedContent): Buffer {
  const { appId = APP_ID, issuedAt = ISSUED_AT, expiresInSeconds = 3600, salt = 1 } = content;
  const services = content.services ?? [forgeRtc('stage-1', '7')];
  const signedBytes = Buffer.concat([
    string16(appId),
    u32(issuedAt),
    u32(expiresInSeconds),
    u32(salt),
    u16(content.serviceCount ?? services.length),
    ...services,
    content.trailer ?? Buffer.alloc(0),
  ]);
  const signature = content.signature ?? signBytes(signedBytes, content);
  return Buffer.concat([string16(signature), signedBytes]);
}

/** Any bytes as the content of a token text. */
export function wrapContent(content: Uint8Array): string {
  return `007${deflateSync(content).toString('base64')}`;
}

/** A token made by hand, rightly signed unless it says otherwise. */
export function forgeToken(content: ForgedContent): string {
  return wrapContent(forgeContent(content));
}
