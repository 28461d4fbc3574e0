import { describe, expect, it } from 'vitest';
import {
  ALL_KNOWN,
  authorizedBy,
  CUSTOMER_ID,
  NOW,
  signedBy,
} from '../../../test/explained-request.js';
import { explainRequest } from '../../explain-request.js';

describe('a request of hmac', () => {
  it('is explained as far as its parameters can be read', async () => {
    const request = signedBy({
      authorization: (usual) => usual.replaceAll('"', "'"),
      date: 'Sat, 21 Nov 2026 06:30:00 UTC',
      key: 'undefined',
    });
    const report = await explainRequest(request, ALL_KNOWN);
    expect(report).toMatchObject({ code: 'authorization_malformed', claimedId: CUSTOMER_ID });
    expect(report.findings.map(({ kind }) => kind)).toEqual([
      'single_quotes',
      'secret_missing',
      'date_zone',
    ]);
  });

  it.each(['hmac', 'hmac x', 'hmac username="a"', `hmac headers="${'a '.repeat(40)}"`])(
    'has no signing string where it says too little: %s',
    async (authorization) => {
      const report = await explainRequest(authorizedBy(authorization), ALL_KNOWN);
      expect(report.verdict).toBe('rejected');
      expect(report.signing).toBeUndefined();
    },
  );

  it('takes SHA-512 where the profile does', async () => {
    const { createHmac } = await import('node:crypto');
    const request = signedBy({
      algorithm: 'hmac-sha512',
      mac: (key, text) => createHmac('sha512', key).update(text, 'latin1').digest(),
    });
    const known = { ...ALL_KNOWN, profile: 'agora', now: NOW } as const;
    expect(await explainRequest(request, known)).toMatchObject({
      verdict: 'accepted',
      findings: [],
    });
    const strict = await explainRequest(request, ALL_KNOWN);
    expect(strict.findings.map(({ kind }) => kind)).toEqual(['algorithm_not_allowed']);
  });
});
