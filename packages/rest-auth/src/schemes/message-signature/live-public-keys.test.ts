import { describe, expect, it } from 'vitest';
import { makePair } from '../../../test/signed-messages.js';
import { listTriedPublicKeys } from './live-public-keys.js';

const [FIRST, SECOND, THIRD] = [makePair(), makePair(), makePair()].map(
  ({ publicKey }) => publicKey,
);
const list = (...keys: (Uint8Array | undefined)[]): ReturnType<typeof listTriedPublicKeys> =>
  listTriedPublicKeys({
    secrets: ['a secret'],
    ed25519PublicKeys: keys.filter((key) => key !== undefined),
  });

describe('listTriedPublicKeys', () => {
  it('lists the two live keys, and no more', () => {
    expect(list(FIRST, SECOND, THIRD)).toEqual([
      { octets: FIRST, name: 'primary' },
      { octets: SECOND, name: 'secondary' },
    ]);
  });

  it('lists two also where there are fewer, without a name', () => {
    for (const tried of [
      list(FIRST),
      list(),
      listTriedPublicKeys(undefined),
      listTriedPublicKeys({ secrets: [] }),
    ]) {
      expect(tried).toHaveLength(2);
      expect(tried[1]).toMatchObject({ name: undefined });
    }
    expect(list(FIRST)[0]).toEqual({ octets: FIRST, name: 'primary' });
  });

  it('lists a key of another length as not there', () => {
    const [first, second] = list(new Uint8Array(31), SECOND);
    expect(first).toMatchObject({ name: undefined });
    expect(second).toEqual({ octets: SECOND, name: 'secondary' });
  });

  it('has a real key in place of one that is not there, so that it costs the same', async () => {
    const { octets } = list()[0] ?? { octets: new Uint8Array() };
    const [y = 0, ...others] = octets;
    // RFC 8032, section 5.1: the y of the base point is 4/5.
    expect([y, new Set(others), octets.length]).toEqual([0x58, new Set([0x66]), 32]);
    await expect(
      crypto.subtle.importKey('raw', Uint8Array.from(octets), 'Ed25519', false, ['verify']),
    ).resolves.toBeDefined();
  });
});
