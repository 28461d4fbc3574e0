import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { contentOf } from '../../test/content-of.js';
import { forgeContent, forgeService } from '../../test/forge-token.js';
import { sampleIssue } from '../../test/sample-options.js';
import { issueToken } from '../issue-token.js';
import type { ServiceGrant } from './service-table.js';
import { fcdn, streaming } from './streaming.js';

const issue = (grant: ServiceGrant): string => issueToken(sampleIssue({ services: [grant] }));

describe('streaming', () => {
  it('has channel, account and privileges by number', () => {
    const grant = streaming({
      channel: 'stage-1',
      account: 'zoë',
      privileges: { publishRawStream: 60, publishMixStream: 0 },
    });
    const wire = [
      [1, 0],
      [2, 60],
    ] as const;
    const services = [forgeService(3, wire, ['stage-1', 'zoë'])];
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
  });

  it('writes uid 0 as the empty text, which is any user', () => {
    const grant = streaming({ channel: 'stage-1', uid: 0, privileges: ['publishRawStream'] });
    const services = [forgeService(3, [[2, 0]], ['stage-1', ''])];
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
  });

  it('must say which of its privileges it has: it has no role', () => {
    const user = { channel: 'stage-1', uid: 7 };
    expect(codeOf(() => issue(streaming(user as never)))).toBe('invalid_role');
    const role = { ...user, role: 'publisher' };
    expect(codeOf(() => issue(streaming(role as never)))).toBe('invalid_role');
    const none = { ...user, privileges: [] };
    expect(codeOf(() => issue(streaming(none)))).toBe('invalid_privilege');
    const strange = { ...user, privileges: ['publish'] };
    expect(codeOf(() => issue(streaming(strange as never)))).toBe('invalid_privilege');
  });
});

describe('fcdn', () => {
  it('has channel, uid and privileges by number', () => {
    const grant = fcdn({ channel: 'stage-1', uid: 7, privileges: ['play', 'publish'] });
    const wire = [
      [1, 0],
      [2, 0],
    ] as const;
    const services = [forgeService(6, wire, ['stage-1', '7'])];
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
  });

  it('refuses a channel and a user that are none', () => {
    const privileges = ['play'] as const;
    expect(codeOf(() => issue(fcdn({ channel: '*', uid: 7, privileges })))).toBe('invalid_channel');
    expect(codeOf(() => issue(fcdn({ channel: 'a', uid: -1, privileges })))).toBe('invalid_uid');
    expect(codeOf(() => issue(fcdn({ channel: 'a', account: '', privileges })))).toBe(
      'invalid_account',
    );
    expect(codeOf(() => issue(fcdn(undefined as never)))).toBe('invalid_role');
  });
});
