import { describe, expect, it } from 'vitest';
import {
  ALL_KNOWN,
  authorizedBy,
  basicOf,
  CUSTOMER_ID,
  SECRET,
} from '../../test/explained-request.js';
import { explainRequest } from '../explain-request.js';

describe('a request of Basic', () => {
  it('claims a customer ID, where one can be read', async () => {
    expect(await explainRequest(basicOf('zoe', SECRET), ALL_KNOWN)).toMatchObject({
      scheme: 'basic',
      claimedId: 'zoe',
    });
    const unreadable = await explainRequest(authorizedBy('Basic ====='), ALL_KNOWN);
    expect(unreadable).toMatchObject({ scheme: 'basic', code: 'authorization_malformed' });
    expect(unreadable).not.toHaveProperty('claimedId');
    expect(unreadable.findings.map(({ kind }) => kind)).toEqual(['authorization_malformed']);
  });

  it('is explained further where only its spelling is wrong', async () => {
    const pair = btoa(`${CUSTOMER_ID}:wrong`).replace(/=+$/, '');
    const { findings } = await explainRequest(authorizedBy(`Basic ${pair}`), ALL_KNOWN);
    expect(findings.map(({ kind }) => kind)).toEqual(['basic_padding_lost', 'wrong_secret']);
  });
});
