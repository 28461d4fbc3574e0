import * as fc from 'fast-check';
import { issueToken } from '../../src/index.js';
import { anyGrant } from '../any-grant.js';
import { contentOf } from '../content-of.js';
import { forgeContent, forgeRtc, forgeService } from '../forge-token.js';
import { readTokenVectors } from '../read-vectors.js';
import { sampleIssue } from '../sample-options.js';

/** What the inputs are made from: contents of the vectors, of all services as we issue them, and some that nobody issues. */
export function seedContents(): readonly Uint8Array[] {
  const issued = fc
    .sample(anyGrant, { seed: 80, numRuns: 60 })
    .map(({ grants }) => contentOf(issueToken(sampleIssue({ services: grants }))));
  const strange = [
    forgeContent({ services: [] }),
    forgeContent({ services: [forgeRtc('*', ''), forgeRtc('stage-1', 'zoë')] }),
    forgeContent({ services: [forgeService(1, [[9, 60]], ['a', '7']), forgeService(77, [], [])] }),
    forgeContent({ appId: 'x'.repeat(40), issuedAt: 0xffff_ffff, expiresInSeconds: 0xffff_ffff }),
    forgeContent({ services: Array.from({ length: 40 }, () => forgeService(9, [], [])) }),
  ];
  const official = readTokenVectors().vectors.map(({ token }) => contentOf(token));
  return [...official, ...issued, ...strange];
}
