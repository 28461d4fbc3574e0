import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import { RtmTokenBuilder } from './rtm-token-builder.js';
import { Rtm2Permissions } from './rtm2-permissions.js';

describe('RtmTokenBuilder', () => {
  it('lets one user log in, as long as the token', () => {
    const { services, expiresInSeconds } = inspectToken(
      RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, 'zoe', 60),
    );
    expect(expiresInSeconds).toBe(60);
    expect(services).toMatchObject([
      { service: 'rtm', userId: 'zoe', privileges: { login: { expiresInSeconds: 60 } } },
    ]);
  });

  it('throws for a user that is a number, but not for one with permissions', () => {
    expect(() => RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, 7, 60)).toThrow(TypeError);
    const permissions = new Rtm2Permissions();
    permissions.add(Rtm2Permissions.kStreamChannels, Rtm2Permissions.kRead, ['a']);
    const token = RtmTokenBuilder.buildTokenWithPermissions(
      APP_ID,
      CERTIFICATE,
      7,
      permissions,
      60,
    );
    expect(inspectToken(token).services).toMatchObject([
      {
        service: 'rtm2',
        userId: '7',
        permissions: { streamChannels: { read: ['a'] } },
        privileges: { login: { expiresInSeconds: 60 } },
      },
    ]);
  });

  it('returns an empty text for a project that is none', () => {
    expect(RtmTokenBuilder.buildToken('', CERTIFICATE, 'zoe', 60)).toBe('');
    const permissions = new Rtm2Permissions();
    const args = [APP_ID, '', 'zoe', permissions, 60] as const;
    expect(RtmTokenBuilder.buildTokenWithPermissions(...args)).toBe('');
  });
});
