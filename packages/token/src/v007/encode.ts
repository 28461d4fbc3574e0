import { InvalidServicesError } from '../errors.js';
import { writeDigest } from '../hmac/sha256.js';
import type { AppId, Certificate } from '../parse-project.js';
import { writePermissions } from '../services/permissions.js';
import type { WirePrivilege } from '../services/privileges.js';
import type { FieldValue } from '../services/service-row.js';
import { encodeBase64 } from '../wire/base64.js';
import { ByteWriter } from '../wire/byte-writer.js';
import { deflateZlib } from '../zlib/deflate.js';
import {
  MAX_CONTENT_BYTES,
  SIGNATURE_BYTES,
  SIGNATURE_OFFSET,
  SIGNED_OFFSET,
  VERSION,
} from './envelope.js';
import { computeSignature } from './signature.js';

// One token is written at a time; keeping the buffer saves an allocation that costs as much as an HMAC.
const writer = /* @__PURE__ */ new ByteWriter(1024);

/** A service as it goes to the wire. */
export interface WireService {
  /** The service's number. */
  readonly type: number;
  /** Ascending by number. */
  readonly privileges: readonly WirePrivilege[];
  /** Its fields in the order of its row: texts, 16-bit numbers, permission blocks. */
  readonly fields: readonly FieldValue[];
}

/** Everything that a token of format 007 signs. All values must be in range. */
export interface SignedContent {
  readonly appId: AppId;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** From the issue time on. */
  readonly expiresInSeconds: number;
  /** Any 32-bit number. */
  readonly salt: number;
  /** Ascending by type. */
  readonly services: readonly WireService[];
}

function writeField(value: FieldValue): void {
  if (typeof value === 'string') writer.string16(value);
  else if (typeof value === 'number') writer.u16(value);
  else writePermissions(writer, value);
}

function writeService(service: WireService): void {
  writer.u16(service.type);
  writer.u16(service.privileges.length);
  for (const { id, expiresInSeconds } of service.privileges) {
    writer.u16(id);
    writer.u32(expiresInSeconds);
  }
  for (const field of service.fields) writeField(field);
}

function checkSize(bytes: number, maxContentBytes: number): void {
  if (bytes <= maxContentBytes) return;
  throw new InvalidServicesError(
    `the services take more than the ${maxContentBytes} bytes that a token holds; issue several tokens`,
  );
}

function writeSignedContent(info: SignedContent, maxContentBytes: number): void {
  writer.string16(info.appId);
  writer.u32(info.issuedAt);
  writer.u32(info.expiresInSeconds);
  writer.u32(info.salt);
  writer.u16(info.services.length);
  for (const service of info.services) {
    writeService(service);
    checkSize(writer.length, maxContentBytes);
  }
}

/**
 * Signs and packs a token. Everything is little-endian; offsets are those of a 32-character App ID.
 *
 * | offset | bytes | what |
 * | --- | --- | --- |
 * | 0 | 2 + 32 | signature, with its length in front |
 * | 34 | 2 + 32 | App ID as text, with its length in front; here the signed bytes begin |
 * | 68 | 4 | issue time, Unix seconds |
 * | 72 | 4 | life of the token, seconds from then |
 * | 76 | 4 | salt |
 * | 80 | 2 | how many services follow |
 * | 82 | | each: type (2), count of privileges (2), privileges (2 + 4 each), fields (2 + text each) |
 *
 * Around that go zlib, base64 and the version: `"007" + base64(zlib(content))`.
 *
 * Throws `invalid_services` where the content would be larger than `maxContentBytes`: than a reader takes.
 */
export function encodeToken(
  info: SignedContent,
  certificate: Certificate,
  maxContentBytes: number = MAX_CONTENT_BYTES,
): string {
  return packContent(signContent(info, certificate, maxContentBytes));
}

/** The content of a token, which stays what it is until the next one is written. Throws as `encodeToken` does. */
export function signContent(
  info: SignedContent,
  certificate: Certificate,
  maxContentBytes: number = MAX_CONTENT_BYTES,
): Uint8Array {
  writer.clear();
  writer.u16(SIGNATURE_BYTES);
  writer.skip(SIGNATURE_BYTES);
  writeSignedContent(info, maxContentBytes);
  const content = writer.written();
  writeDigest(computeSignature(certificate, info, content), content, SIGNATURE_OFFSET);
  return content;
}

/** The token that has this content. */
export function packContent(content: Uint8Array): string {
  return VERSION + encodeBase64(deflateZlib(content, SIGNED_OFFSET));
}
