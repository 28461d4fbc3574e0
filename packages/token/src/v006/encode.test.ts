import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { forgeToken006 } from '../../test/forge-token-006.js';
import { parseAppId, parseCertificate } from '../parse-project.js';
import { encodeToken } from './encode.js';

const MANY = Array.from({ length: 300 }, (_, id) => [id, 0xffff_ffff - id] as const);

describe('encodeToken', () => {
  it.each([
    { name: 'of no privilege', privileges: [], channel: '', uid: '' },
    { name: 'of any privileges', privileges: [[65_535, 7]] as const, channel: 'a', uid: 'zoë €😀' },
    { name: 'of more than its first buffer holds', privileges: MANY, channel: 'a', uid: '1' },
  ])('writes a token $name', ({ privileges, channel, uid }) => {
    const info = { channel, uid, salt: 0xffff_ffff, expiresAt: 0xffff_ffff };
    const token = encodeToken(
      {
        ...info,
        appId: parseAppId(APP_ID),
        privileges: privileges.map(([id, expiresAt]) => ({ id, expiresAt })),
      },
      parseCertificate(CERTIFICATE),
    );
    expect(token).toBe(forgeToken006({ ...info, privileges }));
  });
});
