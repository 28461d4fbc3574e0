import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestMember } from '../../../test/signed-messages.js';
import { verifyContentDigest } from './verify-content-digest.js';

const RFC_BODY = new TextEncoder().encode('{"hello": "world"}');
/** RFC 9530, appendix D, and RFC 9421, appendix B.2: the same body. */
const RFC_SHA_512 =
  'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:';
const RFC_SHA_256 = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';

describe('verifyContentDigest', () => {
  it.each([RFC_SHA_256, RFC_SHA_512, `${RFC_SHA_512},${RFC_SHA_256}`])(
    'takes %s',
    async (given) => {
      await expect(verifyContentDigest(given, RFC_BODY)).resolves.toBeUndefined();
    },
  );

  it('takes the digests of every body and of no other', async () => {
    const body = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(
        body,
        body,
        fc.constantFrom('sha-256', 'sha-512'),
        async (one, other, name) => {
          await verifyContentDigest(digestMember(name, one), one);
          fc.pre(Buffer.compare(one, other) !== 0);
          await expect(verifyContentDigest(digestMember(name, one), other)).rejects.toMatchObject({
            code: 'digest_mismatch',
          });
        },
      ),
    );
  });

  it('says which digest is wrong, and what is missing', async () => {
    const [first, second] = [digestMember('sha-256', 'x'), digestMember('sha-512', 'x')];
    await expect(verifyContentDigest(first, RFC_BODY)).rejects.toThrow(
      '18 octets and another sha-256',
    );
    await expect(verifyContentDigest(second, RFC_BODY)).rejects.toThrow(
      '18 octets and another sha-512',
    );
    await expect(verifyContentDigest('md5=:AAAA:', RFC_BODY)).rejects.toThrow(
      'must have a sha-256',
    );
    await expect(verifyContentDigest('sha-256="x"', RFC_BODY)).rejects.toThrow(
      'sha-256 must be base64',
    );
    await expect(verifyContentDigest('=', RFC_BODY)).rejects.toThrow(
      'in Content-Digest at character 1',
    );
  });

  it('refuses a sha-512 that was not computed, also beside another', async () => {
    const sha256 = Buffer.from(RFC_SHA_256.slice(9, -1), 'base64');
    const digest = { sha256, byteLength: 18 };
    await expect(verifyContentDigest(RFC_SHA_512, digest)).rejects.toThrow(
      'sha-512 cannot be checked',
    );
    await expect(verifyContentDigest(`${RFC_SHA_512}, ${RFC_SHA_256}`, digest)).rejects.toThrow(
      'sha-512 cannot be checked',
    );
  });
});
