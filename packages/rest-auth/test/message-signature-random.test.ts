import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AuthError, type HeaderPairs } from '../src/index.js';
import {
  BARE_LIST,
  CUSTOMER,
  HOST,
  NONCE,
  NOW,
  parametersWith,
  refused,
  signedMessage,
  valueOf,
  verify,
  withHeader,
} from './signed-messages.js';

const BODY = '{"hello": "world"}';

describe('random input', () => {
  const pieces = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'sig1',
          '=',
          '(',
          ')',
          ' ',
          '"',
          ';',
          ',',
          ':',
          '\\',
          '%',
          '@',
          '?1',
          '"@method"',
          '"@path"',
          '-',
          '1',
          '.5',
          ':AAAA:',
          'created',
          'keyid',
          'nonce',
          'alg',
          `${NOW}`,
          `"${CUSTOMER}"`,
          `"${NONCE}"`,
          `(${BARE_LIST})`,
          parametersWith(),
        ),
        fc.string({
          unit: fc.integer({ min: 1, max: 255 }).map((code) => String.fromCharCode(code)),
          maxLength: 4,
        }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''));

  it('in the two headers is refused with an AuthError', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (input, signature) => {
        const headers: HeaderPairs = [
          ['Host', HOST],
          ['Signature-Input', input],
          ['Signature', signature],
        ];
        const error: unknown = await verify({ method: 'GET', target: '/', headers }).catch(
          (reason: unknown) => reason,
        );
        expect(error).toBeInstanceOf(AuthError);
      }),
      { numRuns: 2000 },
    );
  });

  it('in place of a part of the two headers is refused with an AuthError', async () => {
    const request = signedMessage();
    const names = fc.constantFrom('Signature-Input', 'Signature');
    await fc.assert(
      fc.asyncProperty(names, fc.nat(), fc.nat(20), pieces, async (name, at, count, text) => {
        const value = valueOf(request, name);
        const start = at % value.length;
        const changed = value.slice(0, start) + text + value.slice(start + count);
        fc.pre(changed.trim() !== value);
        const outcome: unknown = await verify(withHeader(request, name, changed)).catch(
          (reason: unknown) => reason,
        );
        // What is not signed: parameters of the signature itself.
        const isUnsigned = name === 'Signature' && changed.includes(value);
        expect(outcome instanceof AuthError || isUnsigned).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('as Content-Digest is refused with an AuthError', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (contentDigest) => {
        const request = signedMessage({
          method: 'POST',
          body: BODY,
          contentDigest: contentDigest.trim(),
        });
        const outcome: unknown = await verify(request).catch((reason: unknown) => reason);
        expect(outcome).toBeInstanceOf(AuthError);
      }),
      { numRuns: 1000 },
    );
  });

  it('of 16 kB takes linear time', async () => {
    const texts = [
      `sig1=(${'"a" '.repeat(3900)})`,
      `sig1="${'\\"'.repeat(7900)}`,
      `sig1=${'('.repeat(15_000)}`,
      `sig1=()${';a'.repeat(7900)}`,
      'a,'.repeat(7900),
      `sig1=:${'A'.repeat(15_800)}`,
      `sig1=${'1'.repeat(15_800)}`,
    ];
    const startedAt = performance.now();
    for (const text of texts) {
      const request = withHeader(signedMessage(), 'Signature-Input', text);
      expect(await refused(request)).toBe('400 signature_input_malformed');
    }
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});
