import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../test/any-text.js';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { writeDigest } from '../hmac/sha256.js';
import { parseCertificate } from '../parse-project.js';
import { computeSignature } from './signature.js';

const sign = (channel: string, uid: string, message: Uint8Array): Buffer => {
  const bytes = new Uint8Array(32);
  const texts = { appId: APP_ID, channel, uid };
  writeDigest(computeSignature(parseCertificate(CERTIFICATE), texts, message), bytes, 0);
  return Buffer.from(bytes);
};

describe('computeSignature', () => {
  it('is the HMAC of App ID, channel, uid and message in UTF-8, one behind the other', () => {
    const text = anyText({ maxLength: 70 });
    fc.assert(
      fc.property(text, text, fc.uint8Array({ maxLength: 200 }), (channel, uid, message) => {
        const mac = createHmac('sha256', CERTIFICATE).update(APP_ID + channel + uid);
        expect(sign(channel, uid, message)).toEqual(mac.update(message).digest());
      }),
      { seed: 62, numRuns: 200 },
    );
  });

  it('is the same wherever the channel ends and the uid begins: the flaw of the format', () => {
    const message = Uint8Array.of(1, 2, 3);
    expect(sign('room1', '23', message)).toEqual(sign('room12', '3', message));
  });
});
