import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, CUSTOMER_SECRET, issue, TOKEN } from '../../test/explained-token.js';
import { CERTIFICATE, forgeRtc, forgeToken } from '../../test/forge-token.js';
import { explainToken } from '../explain-token.js';
import { inspectToken } from '../inspect-token.js';
import { rtmWithPermissions } from '../services/rtm.js';
import { parseKnown } from './parse-known.js';
import { parseOutputClaims } from './parse-output-claims.js';

describe('parseOutputClaims', () => {
  it('changes nothing where there is no secret', () => {
    const { verified: _, ...claims } = inspectToken(TOKEN);
    expect(parseOutputClaims(claims, parseKnown(ALL_KNOWN))).toEqual(claims);
  });

  it('omits secrets in every field, also in the claims of a report', () => {
    const permissions = { users: { read: ['zoe', CERTIFICATE] } };
    for (const token of [
      forgeToken({ services: [forgeRtc(CERTIFICATE, CUSTOMER_SECRET)] }),
      issue({ services: [rtmWithPermissions({ userId: CERTIFICATE.toLowerCase(), permissions })] }),
    ]) {
      const { claims } = explainToken(token, ALL_KNOWN);
      const shown = JSON.stringify(claims).toLowerCase();
      expect(shown).toContain('…');
      expect(shown).not.toContain(CERTIFICATE.toLowerCase());
      expect(shown).not.toContain(CUSTOMER_SECRET);
    }
  });
});
