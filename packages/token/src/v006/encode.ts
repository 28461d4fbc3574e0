import { writeDigest } from '../hmac/sha256.js';
import type { AppId, Certificate } from '../parse-project.js';
import { encodeBase64 } from '../wire/base64.js';
import { ByteWriter } from '../wire/byte-writer.js';
import { crc32 } from './crc32.js';
import { SIGNED_OFFSET, SIGNATURE_BYTES, SIGNATURE_OFFSET, VERSION } from './envelope.js';
import { computeSignature, type SignedParts } from './signature.js';

/** A privilege as it goes to the wire. */
export interface WirePrivilegeEnd {
  /** The privilege's number. */
  readonly id: number;
  /** Unix seconds; 0 for no end of its own. */
  readonly expiresAt: number;
}

/** Everything that a token of format 006 is made from. All values must be in range. */
export interface SignedContent extends SignedParts {
  readonly appId: AppId;
  /** Unix seconds. */
  readonly expiresAt: number;
  /** Any 32-bit number. */
  readonly salt: number;
  /** Ascending by number. */
  readonly privileges: readonly WirePrivilegeEnd[];
}

/** Bytes of a message without privileges, and of each privilege. */
const MESSAGE_HEAD_BYTES = 10;
const PRIVILEGE_BYTES = 6;

function writeMessage(writer: ByteWriter, { salt, expiresAt, privileges }: SignedContent): void {
  writer.u16(MESSAGE_HEAD_BYTES + privileges.length * PRIVILEGE_BYTES);
  writer.u32(salt);
  writer.u32(expiresAt);
  writer.u16(privileges.length);
  for (const privilege of privileges) {
    writer.u16(privilege.id);
    writer.u32(privilege.expiresAt);
  }
}

/**
 * Signs and packs a token. Everything is little-endian.
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 2 + 32 | signature, with its length in front |
 * | 34 | 4 | CRC-32 of the channel |
 * | 38 | 4 | CRC-32 of the uid |
 * | 42 | 2 | length of the message, which follows |
 * | 44 | 4 | salt; here the signed bytes begin |
 * | 48 | 4 | end of the token, Unix seconds |
 * | 52 | 2 | count of privileges |
 * | 54 | 2 + 4 each | privileges: number, end in Unix seconds |
 *
 * Around that go base64, the App ID and the version: `"006" + App ID + base64(content)`.
 */
export function encodeToken(info: SignedContent, certificate: Certificate): string {
  const writer = new ByteWriter(128);
  writer.u16(SIGNATURE_BYTES);
  writer.skip(SIGNATURE_BYTES);
  writer.u32(crc32(info.channel));
  writer.u32(crc32(info.uid));
  writeMessage(writer, info);
  const content = writer.written();
  const signature = computeSignature(certificate, info, content.subarray(SIGNED_OFFSET));
  writeDigest(signature, content, SIGNATURE_OFFSET);
  return VERSION + info.appId + encodeBase64(content);
}
