import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { contentOf } from '../../test/content-of.js';
import { forgeContent, forgeRtc, forgeService } from '../../test/forge-token.js';
import { sampleIssue } from '../../test/sample-options.js';
import { issueToken } from '../issue-token.js';
import { convoai, fpa, stt } from './plain.js';
import { rtc } from './rtc.js';
import type { ServiceGrant } from './service-table.js';

const issue = (...services: readonly ServiceGrant[]): string =>
  issueToken(sampleIssue({ services }));

describe('fpa', () => {
  it('logs in, and has no fields', () => {
    const services = [forgeService(4, [[1, 0]], [])];
    expect(contentOf(issue(fpa()))).toEqual(forgeContent({ services }));
    expect(contentOf(issue(fpa(null as never)))).toEqual(forgeContent({ services }));
  });

  it('can have a life of its own', () => {
    const services = [forgeService(4, [[1, 60]], [])];
    const grant = fpa({ privilegesExpireInSeconds: 60 });
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
    const strange = fpa({ privilegesExpireInSeconds: 1.5 });
    expect(codeOf(() => issue(strange))).toBe('invalid_expiry');
  });
});

describe('convoai and stt', () => {
  it('have neither privileges nor fields, and stand behind the others', () => {
    const join = rtc({ channel: 'stage-1', uid: 7, role: 'subscriber' });
    const services = [forgeRtc('stage-1', '7'), forgeService(9, [], []), forgeService(10, [], [])];
    expect(contentOf(issue(stt(), convoai(), join))).toEqual(forgeContent({ services }));
  });

  it('refuse any privilege and any role', () => {
    for (const grant of [convoai(), stt()]) {
      const named = { ...grant, privileges: ['login'] };
      expect(codeOf(() => issue(named as never))).toBe('invalid_privilege');
      const role = { ...grant, role: 'publisher' };
      expect(codeOf(() => issue(role as never))).toBe('invalid_role');
    }
  });
});
