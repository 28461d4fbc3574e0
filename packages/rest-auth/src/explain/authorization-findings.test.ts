import { describe, expect, it } from 'vitest';
import { itExplains } from '../../test/explain-rows.js';
import { MISSING_CREDENTIALS } from '../../test/explained-credentials.js';
import {
  ALL_KNOWN,
  authorizedBy,
  basicOf,
  CUSTOMER_ID,
  SECRET,
} from '../../test/explained-request.js';
import { explainRequest } from '../explain-request.js';

describe('a credential that is missing or of no scheme', () => {
  itExplains(MISSING_CREDENTIALS);

  it('shows the first word of the header only where it can be no credential', async () => {
    for (const [authorization, isShown] of [
      ['Negotiate abc', true],
      [SECRET, false],
      ['sesame', false],
    ] as const) {
      const { findings } = await explainRequest(authorizedBy(authorization), ALL_KNOWN);
      const [word = ''] = authorization.split(' ');
      expect(JSON.stringify(findings).includes(word)).toBe(isShown);
    }
  });

  it('is not missed where another header has it', async () => {
    const pair = authorizedBy(undefined, ['x-agora-token', '007eJx'], ['x-agora-uid', 'zoe']);
    const { findings } = await explainRequest(pair, ALL_KNOWN);
    expect(findings.map(({ kind }) => kind)).not.toContain('credentials_missing');
  });

  it('is a warning where the request is accepted all the same', async () => {
    const request = basicOf(CUSTOMER_ID, SECRET);
    const report = await explainRequest(request, { ...ALL_KNOWN, hasUrlCredential: true });
    expect(report).toMatchObject({
      verdict: 'accepted',
      findings: [{ kind: 'credential_in_url', severity: 'warning' }],
    });
  });
});
