import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HeaderIndex } from '../../headers/header-index.js';
import type { ClaimEvidence } from '../customer-findings.js';
import { parseRequestFacts } from '../parse-request-facts.js';
import { SecretOmitter } from '../secret-omitter.js';
import { findSignedBase, type SignedBase } from './find-signed-base.js';

const BASE = '"@method": GET\n"@signature-params": ("@method");created=1';

const sign = (key: string, text: string): Uint8Array =>
  createHmac('sha256', key).update(text).digest();

function find(
  signature: Uint8Array,
  customerSecrets: readonly string[],
): Promise<SignedBase | undefined> {
  const claim: ClaimEvidence = {
    claimedId: 'zoe',
    facts: parseRequestFacts({ customerSecrets }),
    request: { method: 'GET', target: '/', headers: [] },
    index: new HeaderIndex([]),
    omitter: new SecretOmitter([]),
    authorization: '',
    refusal: undefined,
  };
  return findSignedBase(BASE, signature, claim);
}

describe('findSignedBase', () => {
  it('finds which secret is right', async () => {
    const found = await find(sign('second', BASE), ['first', 'second']);
    expect(found).toEqual({ text: BASE, deviation: undefined, secretIndex: 1 });
  });

  it('finds what was signed otherwise, and with what', async () => {
    expect(await find(sign('first', `${BASE}\n`), ['first'])).toMatchObject({
      text: `${BASE}\n`,
      deviation: { kind: 'line_end_at_end' },
      secretIndex: undefined,
    });
    expect(await find(sign('', BASE), [])).toMatchObject({ deviation: { kind: 'secret_missing' } });
  });

  it('finds nothing in the signature of something else', async () => {
    expect(await find(sign('first', 'x'), ['first'])).toBeUndefined();
    expect(await find(new Uint8Array(), ['first'])).toBeUndefined();
  });
});
