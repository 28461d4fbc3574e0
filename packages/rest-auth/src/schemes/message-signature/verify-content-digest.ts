import { decodeBase64 } from '../../base64.js';
import { equalInConstantTime } from '../../equal-in-constant-time.js';
import { DigestMismatchError } from '../../errors.js';
import type { RequestBody } from '../../request.js';
import { digestOf } from '../hmac/verify-digest.js';
import { parseDictionary, type Member } from './parse-dictionary.js';

/** Undefined where only another digest of the body is known. */
async function sha512Of(body: RequestBody): Promise<Uint8Array | undefined> {
  if (!(body instanceof Uint8Array)) return body.sha512;
  return new Uint8Array(await crypto.subtle.digest('SHA-512', Uint8Array.from(body)));
}

/** RFC 9530, section 5, without those that are broken. */
const HASHES: Readonly<
  Record<string, (body: RequestBody) => Uint8Array | undefined | Promise<Uint8Array | undefined>>
> = {
  'sha-256': (body) => digestOf(body).sha256,
  'sha-512': sha512Of,
};

function readOctets(name: string, member: Member | undefined): Uint8Array | undefined {
  if (member === undefined) return undefined;
  const isBytes = member.kind === 'item' && member.value.kind === 'bytes';
  const octets = isBytes ? decodeBase64(member.value.base64) : undefined;
  if (octets !== undefined) return octets;
  throw new DigestMismatchError(`${name} must be base64 with padding between colons`);
}

function checkHash(name: string, given: Uint8Array, expected: Uint8Array, body: RequestBody): void {
  if (equalInConstantTime(given, expected)) return;
  throw new DigestMismatchError(
    `the body that arrived has ${body.byteLength} octets and another ${name}; hash the very octets that are sent`,
  );
}

/**
 * Throws `digest_mismatch` unless `given`, the value of Content-Digest, has a `sha-256` or a `sha-512`, and each of them
 * can be checked and is that of the body. Other members are not looked at.
 */
export async function verifyContentDigest(given: string, body: RequestBody): Promise<void> {
  const members = parseDictionary(
    given,
    (reason) => new DigestMismatchError(`in Content-Digest ${reason}`),
  );
  let checkedCount = 0;
  for (const [name, hash] of Object.entries(HASHES)) {
    const octets = readOctets(name, members.get(name));
    const expected = octets === undefined ? undefined : await hash(body);
    if (octets === undefined) continue;
    if (expected === undefined) {
      throw new DigestMismatchError(`${name} cannot be checked here, so send sha-256 alone`);
    }
    checkHash(name, octets, expected, body);
    checkedCount += 1;
  }
  if (checkedCount > 0) return;
  throw new DigestMismatchError('Content-Digest must have a sha-256');
}
