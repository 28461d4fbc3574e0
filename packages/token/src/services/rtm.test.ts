import { describe, expect, it } from 'vitest';
import { contentOf } from '../../test/content-of.js';
import { codeOf } from '../../test/catch-token-error.js';
import { forgeContent, forgeService, string16, u16 } from '../../test/forge-token.js';
import { sampleIssue } from '../../test/sample-options.js';
import { issueToken } from '../issue-token.js';
import type { ServiceGrant } from './service-table.js';
import { rtm, rtmWithPermissions } from './rtm.js';

const issue = (grant: ServiceGrant): string => issueToken(sampleIssue({ services: [grant] }));

describe('rtm', () => {
  it('logs one user in, for as long as the token lives', () => {
    const services = [forgeService(2, [[1, 0]], ['zoë'])];
    expect(contentOf(issue(rtm({ userId: 'zoë' })))).toEqual(forgeContent({ services }));
  });

  it('writes a number in decimal, and a life of its own', () => {
    const services = [forgeService(2, [[1, 600]], ['7'])];
    const grant = rtm({ userId: 7, privilegesExpireInSeconds: 600 });
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services }));
  });

  it('refuses what is no user ID, and a life that is none', () => {
    for (const userId of ['', 0, -1, 1.5, 'x'.repeat(65), '\ud83d', null, undefined]) {
      expect(codeOf(() => issue(rtm({ userId: userId as never })))).toBe('invalid_user_id');
    }
    expect(codeOf(() => issue(rtm(undefined as never)))).toBe('invalid_user_id');
    const grant = rtm({ userId: 'zoe', privilegesExpireInSeconds: -1 });
    expect(codeOf(() => issue(grant))).toBe('invalid_expiry');
  });

  it('knows no role, and no privilege but its own', () => {
    const options = { userId: 'zoe', role: 'publisher' };
    expect(codeOf(() => issue(rtm(options)))).toBe('invalid_role');
    const listed = { userId: 'zoe', privileges: ['joinChannel'] };
    expect(codeOf(() => issue(rtm(listed)))).toBe('invalid_privilege');
  });
});

describe('rtmWithPermissions', () => {
  it('writes the permissions behind the user', () => {
    const block = Buffer.concat([u16(1), u16(0), u16(1), u16(1), u16(1), string16('lobby')]);
    const service = Buffer.concat([forgeService(8, [[1, 60]], ['zoe']), block]);
    const grant = rtmWithPermissions({
      userId: 'zoe',
      permissions: { messageChannels: { write: ['lobby'] } },
      privilegesExpireInSeconds: 60,
    });
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services: [service] }));
  });

  it('writes an empty block for no permissions', () => {
    const service = Buffer.concat([forgeService(8, [[1, 0]], ['zoe']), u16(0)]);
    const grant = rtmWithPermissions({ userId: 'zoe', permissions: {} });
    expect(contentOf(issue(grant))).toEqual(forgeContent({ services: [service] }));
  });

  it('refuses permissions of another shape', () => {
    for (const permissions of [
      null,
      'all',
      [],
      { messageChannel: {} },
      { users: { read: 'zoe' } },
    ]) {
      const grant = rtmWithPermissions({ userId: 'zoe', permissions: permissions as never });
      expect(codeOf(() => issue(grant))).toBe('invalid_permissions');
    }
  });

  it('refuses more names than a token holds', () => {
    const read = Array.from({ length: 40_000 }, () => '');
    const grant = rtmWithPermissions({ userId: 'zoe', permissions: { users: { read } } });
    expect(codeOf(() => issue(grant))).toBe('invalid_permissions');
  });
});
