import { describe, expect, it } from 'vitest';
import { TestLog } from '../../test/test-log.js';
import { NOW } from '../../test/test-world.js';
import { CertificateUse } from './certificate-use.js';
import { logCertificateChanges } from './log-certificate-changes.js';

const NAME = { appId: 'a', certificate: 'cccc0001' };
const DAY_SECONDS = 86_400;

/** What is said of a change at a time after the last token, which lives an hour. */
function say(kind: 'signs' | 'proves' | 'removed', afterSeconds: number): TestLog {
  const clock = { now: NOW - DAY_SECONDS };
  const use = new CertificateUse(() => clock.now);
  use.noteIssued({ ...NAME, issuedAt: NOW, expiresAt: NOW + 3600 });
  const log = new TestLog();
  logCertificateChanges([{ ...NAME, kind }], use, { log, now: NOW + afterSeconds });
  return log;
}

describe('what is logged of a certificate', () => {
  it('is until when its tokens live, when it signs no more', () => {
    expect(say('proves', 1).lines).toEqual([
      {
        level: 'info',
        msg:
          'this certificate signs no new tokens: it signed its last token at 2023-11-14T22:13:20.000Z; ' +
          'no token of it lives after 2023-11-14T23:13:20.000Z',
        ...NAME,
        lastIssuedAt: NOW,
        tokensEndAt: NOW + 3600,
      },
    ]);
  });

  it('is a warning where it is removed while tokens of it live', () => {
    expect(say('removed', 3599).lines).toEqual([
      expect.objectContaining({ level: 'warn', tokensEndAt: NOW + 3600 }),
    ]);
    expect(say('removed', 3600).lines).toEqual([expect.objectContaining({ level: 'info' })]);
  });

  it('is that it signs from now on', () => {
    expect(say('signs', 0).lines).toEqual([
      { level: 'info', msg: 'new tokens are signed with this certificate', ...NAME },
    ]);
  });

  it('says what it does not know', () => {
    const log = new TestLog();
    const use = new CertificateUse(() => NOW);
    logCertificateChanges([{ ...NAME, kind: 'removed' }], use, { log, now: NOW });
    use.noteRenewed(NAME);
    logCertificateChanges([{ ...NAME, kind: 'proves' }], use, { log, now: NOW });
    expect(log.lines[1]?.msg).toContain('this server signed no token with it');
  });
});
