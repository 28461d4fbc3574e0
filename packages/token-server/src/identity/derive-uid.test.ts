import * as fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { deriveUid } from './derive-uid.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const user = (name: string, realm = 'https://login.example') =>
  ({ kind: 'derived', name, realm }) as const;

describe('deriveUid', () => {
  it('is the same for the same user, on every server and for all time', () => {
    const text = `["stagedoor uid 1","${APP_ID}","https://login.example","zoe",0]`;
    const digest = createHash('sha256').update(text).digest();
    const expected = 1 + Number(digest.readBigUInt64BE(0) % 4_294_967_295n);
    expect(deriveUid(APP_ID, user('zoe'))).toBe(expected);
    expect(expected).toBe(3_113_593_241);
  });

  it('is another for another name, realm, project or attempt', () => {
    const uids = [
      deriveUid(APP_ID, user('zoe')),
      deriveUid(APP_ID, user('Zoe')),
      deriveUid(APP_ID, user('zoe', 'https://login.example/')),
      deriveUid(APP_ID.replace('3', '4'), user('zoe')),
      deriveUid(APP_ID, user('zoe'), 1),
      // What is in the name stays there.
      deriveUid(APP_ID, user('example","zoe', 'https://login.')),
      // Two ways to write one letter are two names.
      deriveUid(APP_ID, user('zo\u00eb')),
      deriveUid(APP_ID, user('zoe\u0308')),
    ];
    expect(new Set(uids).size).toBe(uids.length);
  });

  it('is never 0, which stands for everybody, and fits into 32 bits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(9), (name, attempt) => {
        const uid = deriveUid(APP_ID, user(name), attempt);
        expect(Number.isInteger(uid) && uid >= 1 && uid <= 4_294_967_295).toBe(true);
      }),
      { seed: 7 },
    );
  });
});
