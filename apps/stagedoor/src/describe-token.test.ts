import type { TokenService, UnixSeconds, UnverifiedToken, VerifiedToken } from '@stagedoor/token';
import { inspectToken006, issueToken006, verifyToken006 } from '@stagedoor/token/006';
import { describe, expect, it } from 'vitest';
import { describeUnverified, describeVerified } from './describe-token.js';
import type { Paint } from './paint.js';

const NOW = 1_700_000_000;
const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';

const plain: Paint = (_tone, text) => text;
const toned: Paint = (tone, text) => (tone === 'label' ? text : `<${tone}>${text}`);
const at = (seconds: number): UnixSeconds => (NOW + seconds) as UnixSeconds;

const unverified = (claims: Partial<UnverifiedToken>): UnverifiedToken => ({
  verified: false,
  version: '007',
  appId: APP_ID,
  issuedAt: at(0),
  expiresAt: at(3600),
  expiresInSeconds: 3600,
  salt: 7,
  services: [],
  ...claims,
});

const linesOf = (claims: Partial<UnverifiedToken>, paint = plain): readonly string[] =>
  describeUnverified(unverified(claims), NOW, paint);

/** The lines after the heading of the one service. */
const fieldsOf = (service: TokenService): readonly string[] =>
  linesOf({ services: [service] })
    .slice(7)
    .map((line) => line.trim().replace(/ {2,}/, ': '));

const LOGIN = { login: { expiresInSeconds: 0, expiresAt: at(3600) } };

describe('describeUnverified', () => {
  it('shows times with their distance, and tones that judge them', () => {
    const over = linesOf({ issuedAt: at(-259_200), expiresAt: at(0) }, toned);
    expect(over[3]).toMatch(/^issued +<plain>2023-11-11T22:13:20Z \(1699740800\), 3 days ago$/);
    expect(over[4]).toMatch(/^expires +<bad>2023-11-14T22:13:20Z \(1700000000\), 0 s ago$/);
    const early = linesOf({ issuedAt: at(61), expiresAt: at(10_000) }, toned);
    expect(early[3]).toMatch(/<warning>.*, in 61 s$/);
    expect(early[4]).toMatch(/<good>.*, in 2 h$/);
  });

  it('shows an App ID that is none in quotes', () => {
    expect(linesOf({ appId: 'x\ny' })[2]).toMatch(/^app id +"x\\ny"$/);
  });

  it('says which services it did not read', () => {
    const lines = linesOf({ unreadServices: { type: 77, count: 2 } }, toned);
    expect(lines.at(-1)).toMatch(/^<heading>type 77 +<warning>not known here; .*: 2$/);
  });

  it.each([
    [{ channel: '', uid: '' }, ['channel: any channel', 'user: any user']],
    [{ channel: '*', uid: '*' }, ['channel: any channel', 'user: "*"']],
    [{ channel: 'a', uid: '0' }, ['channel: "a"', 'user: "0"']],
  ])('shows who and what %j lets in', (fields, expected) => {
    for (const service of ['rtc', 'streaming', 'fcdn'] as const) {
      expect(fieldsOf({ service, privileges: {}, ...fields }).slice(0, 2)).toEqual(expected);
    }
  });

  it('shows empty names, roles, permissions and privileges as none', () => {
    const none = { userId: '', privileges: {} };
    const shown = ['user id: none', 'privileges: none'];
    expect(fieldsOf({ service: 'rtm', ...none })).toEqual(shown);
    expect(fieldsOf({ service: 'chat', ...none })).toEqual(shown);
    expect(fieldsOf({ service: 'apaas', room: '', roomRole: -1, ...none })).toEqual([
      'room: none',
      'user id: none',
      'role in the room: none',
      'privileges: none',
    ]);
    expect(fieldsOf({ service: 'rtm2', permissions: {}, ...none })[1]).toBe('permissions: none');
    for (const service of ['fpa', 'convoai', 'stt'] as const) {
      expect(fieldsOf({ service, privileges: {} })).toEqual(['privileges: none']);
    }
  });

  it('shows permissions and privileges that are not known here by their number', () => {
    const permissions = { users: { read: ['a', 'b\n'], '9': [] }, '7': { write: ['c'] } };
    const service = { service: 'rtm2', userId: 'zoe', permissions } as const;
    expect(fieldsOf({ ...service, privileges: { ...LOGIN, '5': LOGIN.login } })).toEqual([
      'user id: "zoe"',
      'write 7: "c"',
      '9 users: none',
      'read users: "a", "b\\n"',
      '5: as long as the token',
      'login: as long as the token',
    ]);
  });

  it('has the note about co-hosts for RTC without publish privileges alone', () => {
    const [join, note] = fieldsOf({
      service: 'rtc',
      channel: 'a',
      uid: '7',
      privileges: { joinChannel: LOGIN.login },
    }).slice(2);
    expect([join, note]).toEqual([
      'joinChannel: as long as the token',
      expect.stringContaining('co-host authentication'),
    ]);
    const streaming = { service: 'streaming', channel: 'a', uid: '7', privileges: {} } as const;
    expect(fieldsOf(streaming)).toHaveLength(3);
  });
});

describe('describeUnverified, of format 006', () => {
  const project = { appId: APP_ID, certificate: CERTIFICATE, issuedAt: NOW, salt: 7 };
  const describe006 = (token: string): readonly string[] =>
    describeUnverified(inspectToken006(token), NOW, plain).map((line) =>
      line.trim().replace(/ {2,}/, ': '),
    );

  it('shows checksums for channel and user, and who a wildcard lets in', () => {
    const role = 'subscriber';
    const anyone = describe006(issueToken006({ ...project, channel: 'stage-1', uid: 0, role }));
    expect(anyone.slice(5, 9)).toEqual([
      'rtc',
      'channel: checksum 3977549894',
      'user: any user',
      'joinChannel: as long as the token',
    ]);
    const one = issueToken006({ ...project, channel: 'stage-1', uid: 2_882_341_273, role });
    expect(describe006(one)[7]).toBe('user: checksum 3847331927');
    expect(anyone.at(-1)).toContain('unsigned');
  });

  it('knows a token for Signaling by its privilege', () => {
    const token = issueToken006({ ...project, userId: 'stage-1', privilegesExpireAt: NOW + 60 });
    expect(describe006(token).slice(5, 8)).toEqual([
      'rtm',
      'user id: checksum 3977549894',
      'login: 2023-11-14T22:14:20Z (1700000060), in 60 s',
    ]);
  });
});

describe('describeVerified', () => {
  it('begins with the certificate that signed, and marks the one service that was wanted', () => {
    const services: readonly TokenService[] = [
      { service: 'rtm', userId: 'zoe', privileges: LOGIN },
      { service: 'rtm', userId: 'zoe', privileges: LOGIN },
    ];
    const { verified: _, ...claims } = unverified({ services });
    const verified: VerifiedToken = {
      ...claims,
      verified: true,
      signedWith: 'secondary',
      matchedService: services[1]!,
    };
    const lines = describeVerified(verified, NOW, plain);
    expect(lines[0]).toMatch(/^verified +signed with the secondary certificate$/);
    expect(lines.filter((line) => line.startsWith('rtm'))).toEqual([
      'rtm',
      expect.stringMatching(/^rtm +has all that was wanted$/),
    ]);
  });

  it('says the same of a token of format 006', () => {
    const token = issueToken006({
      appId: APP_ID,
      certificate: CERTIFICATE,
      userId: 'zoe',
      issuedAt: NOW,
    });
    const options = { appId: APP_ID, certificates: [CERTIFICATE], userId: 'zoe', now: NOW };
    const lines = describeVerified(verifyToken006(token, options), NOW, plain);
    expect(lines[0]).toMatch(/^verified +signed with the primary certificate$/);
    expect(lines[1]).toMatch(/^version +006$/);
    expect(lines).toContainEqual(expect.stringMatching(/^rtm +has all that was wanted$/));
    expect(lines.at(-1)).toContain('unsigned');
  });
});
