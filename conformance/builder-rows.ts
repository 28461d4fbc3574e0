import {
  apaasApp,
  apaasUser,
  chatApp,
  chatUser,
  convoai,
  fcdn,
  fpa,
  rtc,
  rtm,
  rtmWithPermissions,
  streaming,
  stt,
  type Permissions,
  type RtcPrivilege,
  type RtcRole,
  type ServiceExpectation,
  type ServiceGrant,
} from '@stagedoor/token';
import * as fc from 'fast-check';
import { buildByHand, classes, withPrivileges } from './official-classes.js';
import { official } from './official-outcomes.js';

const {
  ApaasTokenBuilder,
  ChatTokenBuilder,
  ConvoAITokenBuilder,
  EducationTokenBuilder,
  FpaTokenBuilder,
  Rtm2Permissions,
  RtcRole: OfficialRole,
  RtcTokenBuilder,
  RtmTokenBuilder,
  SttTokenBuilder,
} = official;

const SAMPLES_PER_BUILDER = 60;
/** The longest life that the native API gives without being told. */
export const DAY_SECONDS = 86_400;

// ── What tokens are asked for ───────────────────────────────────────────────────────────────────────────────────────

const textOf = (characters: string, maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(...Array.from(characters)), { minLength: 1, maxLength })
    .map((all) => all.join(''));
const hex32 = fc
  .array(fc.constantFrom(...'0123456789abcdefABCDEF'.split('')), { minLength: 32, maxLength: 32 })
  .map((digits) => digits.join(''));
const channel = textOf('abcXYZ0189 !#$%&()+-:;<=.>?@[]^_{}|~,', 63);
const user = textOf('abcXYZ0189 zoë€"\\\0', 20);
const life = fc.oneof(fc.constantFrom(0, 1, DAY_SECONDS), fc.nat(DAY_SECONDS));

/** Everything that a builder may want to know; each takes some of it. */
const request = fc.record({
  appId: hex32,
  certificate: hex32,
  issuedAt: fc.integer({ min: 1, max: 0xffff_fffe }),
  salt: fc.integer({ min: 1, max: 99_999_999 }),
  expiresInSeconds: fc.integer({ min: 1, max: DAY_SECONDS }),
  channel,
  uid: fc.oneof(fc.constantFrom(0, 1, 0xffff_ffff), fc.nat(0xffff_ffff)),
  account: user,
  userId: user,
  role: fc.constantFrom<RtcRole>('publisher', 'subscriber'),
  /** Not 0, which the package loses. */
  roomRole: fc.integer({ min: -0x8000, max: 0x7fff }).filter((role) => role !== 0),
  lives: fc.tuple(life, life, life, life),
  loginLife: life,
  messageReaders: fc.array(user, { maxLength: 3 }),
  userWriters: fc.array(user, { maxLength: 3 }),
});
/** What a builder is asked for, and the time and the salt of the token. */
export type Request = ReturnType<typeof sampleRequests>[number];

const sampleRequests = () => fc.sample(request, { numRuns: SAMPLES_PER_BUILDER, seed: 7 });
/** The same requests in every run. */
export const REQUESTS: readonly Request[] = sampleRequests();

// ── In our words ────────────────────────────────────────────────────────────────────────────────────────────────────

const PUBLISHER_PRIVILEGES: readonly RtcPrivilege[] = [
  'joinChannel',
  'publishAudioStream',
  'publishVideoStream',
  'publishDataStream',
];
const privilegesOf = ({ role }: Request): readonly RtcPrivilege[] =>
  role === 'publisher' ? PUBLISHER_PRIVILEGES : ['joinChannel'];
const livesOf = (
  names: readonly RtcPrivilege[],
  { lives }: Request,
): Partial<Record<RtcPrivilege, number>> =>
  Object.fromEntries(names.map((name, index) => [name, lives[index]!]));
const permissionsOf = ({ messageReaders, userWriters }: Request): Permissions => ({
  users: { write: userWriters },
  messageChannels: { read: messageReaders },
});

const rtcForRole = (name: { uid: number } | { account: string }, asked: Request): ServiceGrant =>
  rtc({
    channel: asked.channel,
    ...name,
    role: asked.role,
    privilegesExpireInSeconds: asked.lives[0],
  });
const rtcWithLives = (
  name: { uid: number } | { account: string },
  names: readonly RtcPrivilege[],
  asked: Request,
): ServiceGrant => rtc({ channel: asked.channel, ...name, privileges: livesOf(names, asked) });

/** What a verifier wants of RTC; the uid 0 stands for any user. */
const wantUid = ({ channel: wanted, uid }: Request): ServiceExpectation =>
  uid === 0
    ? { service: 'rtc', channel: wanted }
    : { service: 'rtc', channel: wanted, uid, privileges: ['joinChannel'] };
const wantAccount = ({ channel: wanted, account }: Request): ServiceExpectation => ({
  service: 'rtc',
  channel: wanted,
  account,
  privileges: ['joinChannel'],
});
const wantRtm = (userId: string): ServiceExpectation => ({
  service: 'rtm',
  userId,
  privileges: ['login'],
});

// ── Builder by builder ──────────────────────────────────────────────────────────────────────────────────────────────

/** A builder, and how the native API is asked for the same token. */
export interface BuilderRow {
  readonly builder: string;
  build(asked: Request): string;
  services(asked: Request): readonly ServiceGrant[];
  expectations(asked: Request): readonly ServiceExpectation[];
  /** Where the token has a life of its own. */
  readonly expiresInSeconds?: number;
}

const roleOf = ({ role }: Request): number =>
  role === 'publisher' ? OfficialRole.PUBLISHER : OfficialRole.SUBSCRIBER;

/** The arguments of the three builders that make RTC and Signaling with a life for each privilege. */
const withRtm2 = (
  asked: Request,
): Parameters<(typeof official)['ConvoAITokenBuilder']['buildToken']> => [
  asked.appId,
  asked.certificate,
  asked.channel,
  asked.account,
  roleOf(asked),
  asked.expiresInSeconds,
  ...asked.lives,
  asked.userId,
  asked.loginLife,
];
const rtcAndRtm = (asked: Request): readonly ServiceGrant[] => [
  rtcWithLives({ account: asked.account }, privilegesOf(asked), asked),
  rtm({ userId: asked.userId, privilegesExpireInSeconds: asked.loginLife }),
];
const wantRtcAndRtm = (asked: Request): readonly ServiceExpectation[] => [
  wantAccount(asked),
  wantRtm(asked.userId),
];
const officialPermissions = (asked: Request): InstanceType<typeof Rtm2Permissions> => {
  const permissions = new Rtm2Permissions();
  const { kUsers, kWrite, kMessageChannels, kRead } = Rtm2Permissions;
  permissions.add(kUsers, kWrite, asked.userWriters);
  permissions.add(kMessageChannels, kRead, asked.messageReaders);
  return permissions;
};

/** Every builder whose tokens the native API makes byte for byte. */
export const ROWS: readonly BuilderRow[] = [
  {
    builder: 'RtcTokenBuilder.buildTokenWithUid',
    build: (asked) =>
      RtcTokenBuilder.buildTokenWithUid(
        asked.appId,
        asked.certificate,
        asked.channel,
        asked.uid,
        roleOf(asked),
        asked.expiresInSeconds,
        asked.lives[0],
      ),
    services: (asked) => [rtcForRole({ uid: asked.uid }, asked)],
    expectations: (asked) => [wantUid(asked)],
  },
  {
    builder: 'RtcTokenBuilder.buildTokenWithUserAccount',
    build: (asked) =>
      RtcTokenBuilder.buildTokenWithUserAccount(
        asked.appId,
        asked.certificate,
        asked.channel,
        asked.account,
        roleOf(asked),
        asked.expiresInSeconds,
        asked.lives[0],
      ),
    services: (asked) => [rtcForRole({ account: asked.account }, asked)],
    expectations: (asked) => [wantAccount(asked)],
  },
  {
    builder: 'RtcTokenBuilder.buildTokenWithUidAndPrivilege',
    build: (asked) =>
      RtcTokenBuilder.buildTokenWithUidAndPrivilege(
        asked.appId,
        asked.certificate,
        asked.channel,
        asked.uid,
        asked.expiresInSeconds,
        ...asked.lives,
      ),
    services: (asked) => [rtcWithLives({ uid: asked.uid }, PUBLISHER_PRIVILEGES, asked)],
    expectations: (asked) => [wantUid(asked)],
  },
  {
    builder: 'RtcTokenBuilder.BuildTokenWithUserAccountAndPrivilege',
    build: (asked) =>
      RtcTokenBuilder.BuildTokenWithUserAccountAndPrivilege(
        asked.appId,
        asked.certificate,
        asked.channel,
        asked.account,
        asked.expiresInSeconds,
        ...asked.lives,
      ),
    services: (asked) => [rtcWithLives({ account: asked.account }, PUBLISHER_PRIVILEGES, asked)],
    expectations: (asked) => [wantAccount(asked)],
  },
  {
    builder: 'RtcTokenBuilder.buildTokenWithRtm',
    build: (asked) =>
      RtcTokenBuilder.buildTokenWithRtm(
        asked.appId,
        asked.certificate,
        asked.channel,
        asked.account,
        roleOf(asked),
        asked.expiresInSeconds,
        asked.lives[0],
      ),
    services: (asked) => [
      rtcForRole({ account: asked.account }, asked),
      rtm({ userId: asked.account, privilegesExpireInSeconds: asked.expiresInSeconds }),
    ],
    expectations: (asked) => [wantAccount(asked), wantRtm(asked.account)],
  },
  {
    builder: 'RtcTokenBuilder.buildTokenWithRtm2',
    build: (asked) => RtcTokenBuilder.buildTokenWithRtm2(...withRtm2(asked)),
    services: rtcAndRtm,
    expectations: wantRtcAndRtm,
  },
  {
    builder: 'ConvoAITokenBuilder.buildToken',
    build: (asked) => ConvoAITokenBuilder.buildToken(...withRtm2(asked)),
    services: (asked) => [...rtcAndRtm(asked), convoai()],
    expectations: (asked) => [...wantRtcAndRtm(asked), { service: 'convoai' }],
  },
  {
    builder: 'SttTokenBuilder.buildToken',
    build: (asked) => SttTokenBuilder.buildToken(...withRtm2(asked)),
    services: (asked) => [...rtcAndRtm(asked), stt()],
    expectations: (asked) => [...wantRtcAndRtm(asked), { service: 'stt' }],
  },
  {
    builder: 'RtmTokenBuilder.buildToken',
    build: ({ appId, certificate, userId, expiresInSeconds }) =>
      RtmTokenBuilder.buildToken(appId, certificate, userId, expiresInSeconds),
    services: ({ userId, expiresInSeconds }) => [
      rtm({ userId, privilegesExpireInSeconds: expiresInSeconds }),
    ],
    expectations: ({ userId }) => [wantRtm(userId)],
  },
  {
    builder: 'RtmTokenBuilder.buildTokenWithPermissions',
    build: (asked) =>
      RtmTokenBuilder.buildTokenWithPermissions(
        asked.appId,
        asked.certificate,
        asked.userId,
        officialPermissions(asked),
        asked.expiresInSeconds,
      ),
    services: (asked) => [
      rtmWithPermissions({
        userId: asked.userId,
        permissions: permissionsOf(asked),
        privilegesExpireInSeconds: asked.expiresInSeconds,
      }),
    ],
    expectations: ({ userId }) => [{ service: 'rtm2', userId, privileges: ['login'] }],
  },
  {
    builder: 'ChatTokenBuilder.buildUserToken',
    build: ({ appId, certificate, userId, expiresInSeconds }) =>
      ChatTokenBuilder.buildUserToken(appId, certificate, userId, expiresInSeconds),
    services: ({ userId, expiresInSeconds }) => [
      chatUser({ userId, privilegesExpireInSeconds: expiresInSeconds }),
    ],
    expectations: ({ userId }) => [{ service: 'chat', userId, privileges: ['user'] }],
  },
  {
    builder: 'ChatTokenBuilder.buildAppToken',
    build: ({ appId, certificate, expiresInSeconds }) =>
      ChatTokenBuilder.buildAppToken(appId, certificate, expiresInSeconds),
    services: ({ expiresInSeconds }) => [chatApp({ privilegesExpireInSeconds: expiresInSeconds })],
    expectations: () => [{ service: 'chat', privileges: ['app'] }],
  },
  ...Object.entries({ EducationTokenBuilder, ApaasTokenBuilder }).flatMap(
    ([name, builder]): readonly BuilderRow[] => [
      {
        builder: `${name}.buildUserToken`,
        build: ({ appId, certificate, userId, expiresInSeconds }) =>
          builder.buildUserToken(appId, certificate, userId, expiresInSeconds),
        services: ({ userId, expiresInSeconds }) => [
          apaasUser({ userId, privilegesExpireInSeconds: expiresInSeconds }),
        ],
        expectations: ({ userId }) => [{ service: 'apaas', userId, privileges: ['user'] }],
      },
      {
        builder: `${name}.buildAppToken`,
        build: ({ appId, certificate, expiresInSeconds }) =>
          builder.buildAppToken(appId, certificate, expiresInSeconds),
        services: ({ expiresInSeconds }) => [
          apaasApp({ privilegesExpireInSeconds: expiresInSeconds }),
        ],
        expectations: () => [{ service: 'apaas', privileges: ['app'] }],
      },
    ],
  ),
  {
    builder: 'FpaTokenBuilder.buildToken',
    build: ({ appId, certificate }) => FpaTokenBuilder.buildToken(appId, certificate),
    services: () => [fpa()],
    expectations: () => [{ service: 'fpa', privileges: ['login'] }],
    expiresInSeconds: DAY_SECONDS,
  },
  // No builder makes these; the package's classes do.
  {
    builder: 'ServiceStreaming',
    build: (asked) =>
      buildByHand(asked, [
        withPrivileges(new classes.ServiceStreaming(asked.channel, asked.uid), {
          1: asked.lives[0],
          2: asked.lives[1],
        }),
      ]),
    services: ({ channel: name, uid, lives: [mix, raw] }) => [
      streaming({
        channel: name,
        uid,
        privileges: { publishMixStream: mix, publishRawStream: raw },
      }),
    ],
    expectations: ({ channel: name }) => [{ service: 'streaming', channel: name }],
  },
  {
    builder: 'ServiceFCdn',
    build: (asked) =>
      buildByHand(asked, [
        withPrivileges(new classes.ServiceFCdn(asked.channel, asked.account), {
          2: asked.lives[0],
        }),
      ]),
    services: ({ channel: name, account, lives: [play] }) => [
      fcdn({ channel: name, account, privileges: { play } }),
    ],
    expectations: ({ channel: name, account }) => [{ service: 'fcdn', channel: name, account }],
  },
];
