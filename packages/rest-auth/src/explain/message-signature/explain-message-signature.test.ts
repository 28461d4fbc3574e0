import { describe, expect, it } from 'vitest';
import {
  ALL_KNOWN,
  CUSTOMER_ID,
  NOW,
  SECOND_SECRET,
  SECRET,
} from '../../../test/explained-request.js';
import {
  makePair,
  parametersWith,
  signedMessage,
  withHeader,
  withKey,
  withSecret,
} from '../../../test/signed-messages.js';
import { explainRequest } from '../../explain-request.js';

const parameters = parametersWith({ keyid: `"${CUSTOMER_ID}"` });

describe('a request of message-signature', () => {
  it('claims its key ID', async () => {
    const request = signedMessage({ parameters, sign: withSecret(SECRET) });
    expect(await explainRequest(request, ALL_KNOWN)).toMatchObject({
      verdict: 'accepted',
      claimedId: CUSTOMER_ID,
    });
  });

  it('is noted to be of the second secret', async () => {
    const request = signedMessage({ parameters, sign: withSecret(SECOND_SECRET) });
    const { findings } = await explainRequest(request, ALL_KNOWN);
    expect(findings.map(({ kind }) => kind)).toEqual(['secondary_secret']);
  });

  it('shows the strings where they differ', async () => {
    const sign = (base: string): Buffer => withSecret(SECRET)(base.replace('GET', 'get'));
    const { signing } = await explainRequest(signedMessage({ parameters, sign }), ALL_KNOWN);
    expect(signing).toMatchObject({ clientIs: 'found', difference: { line: 1, column: 12 } });
  });

  it('has no string where a component is missing, or nothing can be read', async () => {
    const request = signedMessage({ parameters, sign: withSecret(SECRET), list: '"x-more"' });
    expect((await explainRequest(request, ALL_KNOWN)).signing).toBeUndefined();
    const unreadable = withHeader(request, 'Signature-Input', '(');
    expect((await explainRequest(unreadable, ALL_KNOWN)).signing).toBeUndefined();
  });

  it('may be signed with a registered key', async () => {
    const pair = makePair();
    const request = signedMessage({ parameters, sign: withKey(pair) });
    const known = { customerId: CUSTOMER_ID, ed25519PublicKeys: [pair.publicKey], now: NOW };
    expect(await explainRequest(request, known)).toMatchObject({
      verdict: 'accepted',
      findings: [],
    });
    const other = { ...known, ed25519PublicKeys: [makePair().publicKey] };
    expect(await explainRequest(request, other)).toMatchObject({ code: 'signature_mismatch' });
  });
});
