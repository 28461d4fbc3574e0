import { InvalidServicesError } from '../errors.js';
import type { AppId, Certificate } from '../parse-project.js';
import type { WirePrivilege } from '../services/privileges.js';
import { encodeBase64 } from '../wire/base64.js';
import { ByteWriter } from '../wire/byte-writer.js';
import { deflateZlib } from '../zlib/deflate.js';
import { MAX_CONTENT_BYTES, SIGNATURE_BYTES, VERSION } from './envelope.js';
import { computeSignature } from './signature.js';

const SIGNATURE_OFFSET = 2;

// One token is written at a time; keeping the buffer saves an allocation that costs as much as an HMAC.
const writer = /* @__PURE__ */ new ByteWriter(1024);

/** A service as it goes to the wire: its fields are string16, in order. */
export interface WireService {
  /** The service's number. */
  readonly type: number;
  /** Ascending by number. */
  readonly privileges: readonly WirePrivilege[];
  /** The texts of its fields, in the order of its row. */
  readonly fields: readonly string[];
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

function writeService(service: WireService): void {
  writer.u16(service.type);
  writer.u16(service.privileges.length);
  for (const { id, expiresInSeconds } of service.privileges) {
    writer.u16(id);
    writer.u32(expiresInSeconds);
  }
  for (const field of service.fields) writer.string16(field);
}

function writeSignedContent(info: SignedContent): void {
  writer.string16(info.appId);
  writer.u32(info.issuedAt);
  writer.u32(info.expiresInSeconds);
  writer.u32(info.salt);
  writer.u16(info.services.length);
  for (const service of info.services) writeService(service);
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
 * Throws `invalid_services` where the content would be larger than a reader takes.
 */
export function encodeToken(info: SignedContent, certificate: Certificate): string {
  writer.clear();
  writer.u16(SIGNATURE_BYTES);
  writer.skip(SIGNATURE_BYTES);
  writeSignedContent(info);
  const content = writer.written();
  if (content.length > MAX_CONTENT_BYTES) {
    throw new InvalidServicesError(
      `the services take ${content.length} bytes, and a token holds ${MAX_CONTENT_BYTES}; issue several tokens`,
    );
  }
  const signedBytes = content.subarray(SIGNATURE_OFFSET + SIGNATURE_BYTES);
  writer.patch(SIGNATURE_OFFSET, computeSignature(certificate, info, signedBytes));
  return VERSION + encodeBase64(deflateZlib(content, SIGNATURE_OFFSET + SIGNATURE_BYTES));
}
