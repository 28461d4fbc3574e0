import { describe, expect, it } from 'vitest';
import { HeaderIndex } from '../headers/header-index.js';
import { PROFILES } from '../profile.js';
import { messageSignature } from './message-signature.js';

/** What it proves is in `test/message-signature.test.ts`. */
describe('messageSignature', () => {
  it('is a scheme with headers of its own, which needs a replay store', () => {
    expect(messageSignature()).toMatchObject({
      name: 'message-signature',
      authorizationScheme: undefined,
      needsReplayStore: true,
      excludes: ['hmac'],
      singleHeaders: [],
      hasHmacTexts: false,
    });
  });

  it.each([
    [[['Signature-Input', 'x']], true],
    [[['SIGNATURE', '']], true],
    [[['Signature-Input-Other', 'x']], false],
    [[], false],
  ] satisfies [[string, string][], boolean][])('is present in %j: %s', (headers, expected) => {
    const index = new HeaderIndex(headers);
    expect(messageSignature().isPresent(index, PROFILES.strict)).toBe(expected);
  });

  it('asks for what it wants to be signed', () => {
    expect(messageSignature().challenges).toEqual([
      [
        'Accept-Signature',
        'sig1=("@method" "@authority" "@path" "@query" "content-digest");created',
      ],
      ['Want-Content-Digest', 'sha-256=10'],
    ]);
  });
});
