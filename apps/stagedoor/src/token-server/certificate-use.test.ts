import { fingerprintToken } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from '../../test/test-outcome.js';
import { NOW } from '../../test/test-world.js';
import { CertificateUse } from './certificate-use.js';

const DAY_SECONDS = 86_400;
const NAME = { appId: APP_ID, certificate: fingerprintToken(CERTIFICATE) };

function make(): { readonly use: CertificateUse; readonly clock: { now: number } } {
  const clock = { now: NOW };
  return { use: new CertificateUse(() => clock.now), clock };
}

const see = (use: CertificateUse, ...certificates: readonly [string, ...string[]]): void =>
  use.see([{ appId: APP_ID, certificates }]);

describe('the use of certificates', () => {
  it('cannot rule out tokens of others for a day', () => {
    const { use } = make();
    see(use, CERTIFICATE);
    expect(use.find(NAME)).toEqual({
      ...NAME,
      lastIssuedAt: undefined,
      tokensEndAt: NOW + DAY_SECONDS,
      renewals: 0,
    });
  });

  it('knows the latest end of what was signed, which is not always the last', () => {
    const { use, clock } = make();
    see(use, CERTIFICATE);
    clock.now += DAY_SECONDS;
    use.noteIssued({ ...NAME, issuedAt: clock.now, expiresAt: clock.now + 900 });
    use.noteIssued({ ...NAME, issuedAt: clock.now + 1, expiresAt: clock.now + 60 });
    expect(use.find(NAME)).toMatchObject({
      lastIssuedAt: clock.now + 1,
      tokensEndAt: clock.now + 900,
    });
  });

  it('counts renewals', () => {
    const { use } = make();
    use.noteRenewed(NAME);
    use.noteRenewed(NAME);
    expect(use.find(NAME)?.renewals).toBe(2);
  });

  it('remembers what is gone until its last token has ended', () => {
    const { use, clock } = make();
    see(use, CERTIFICATE, OTHER_CERTIFICATE);
    see(use, OTHER_CERTIFICATE);
    expect(use.states).toHaveLength(2);
    clock.now += DAY_SECONDS + 1;
    see(use, OTHER_CERTIFICATE);
    expect(use.find(NAME)).toBeUndefined();
    expect(use.states).toHaveLength(1);
  });

  it('has an end to how many it knows', () => {
    const { use } = make();
    for (let index = 0; index < 3000; index += 1) {
      use.noteRenewed({ appId: APP_ID, certificate: String(index) });
    }
    expect(use.states).toHaveLength(2000);
  });

  it('shows no more of a certificate than its fingerprint', () => {
    expect(NAME.certificate).toMatch(/^[0-9a-f]{8}$/);
    expect(CERTIFICATE).not.toContain(NAME.certificate);
  });
});
