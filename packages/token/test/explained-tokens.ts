import type { KnownFacts } from '../src/explain/parse-known.js';
import { apaasRoomUser } from '../src/services/apaas.js';
import { chatApp, chatUser } from '../src/services/chat.js';
import { rtc } from '../src/services/rtc.js';
import { rtm } from '../src/services/rtm.js';
import { WRONG_CHANNELS, WRONG_SERVICES, WRONG_USERS } from './explained-uses.js';
import { REPAIRED_TEXTS, UNREADABLE_TEXTS } from './explained-texts.js';
import {
  ALL_KNOWN,
  CUSTOMER_SECRET,
  FOREIGN_CERTIFICATE,
  issue,
  JOINED,
  TOKEN,
  type ExplainedToken,
} from './explained-token.js';
import {
  APP_ID,
  CERTIFICATE,
  forgeService,
  forgeToken,
  ISSUED_AT,
  OTHER_CERTIFICATE,
} from './forge-token.js';

const forged = (...services: readonly Uint8Array[]): string => forgeToken({ services });
const privileges = (seconds: number): Uint8Array =>
  forgeService(
    1,
    [
      [1, seconds],
      [2, seconds],
    ],
    ['stage-1', '7'],
  );

const PROJECT: readonly ExplainedToken[] = [
  {
    name: 'App ID and certificate in each other’s place',
    kind: 'swapped_app_id',
    token: issue({ appId: CERTIFICATE, certificate: APP_ID }),
  },
  {
    name: 'the same, where only the App ID is known',
    kind: 'swapped_app_id',
    token: issue({ appId: CERTIFICATE, certificate: APP_ID }),
    known: { appId: APP_ID, now: ISSUED_AT },
  },
  {
    name: 'App ID in capitals',
    kind: 'app_id_letter_case',
    token: issue({ appId: APP_ID.toUpperCase() }),
    says: APP_ID.toUpperCase(),
  },
  {
    name: 'the App ID of another project',
    kind: 'wrong_app_id',
    token: issue({ appId: '9'.repeat(32) }),
    says: '9'.repeat(32),
  },
  {
    name: 'App ID and certificate of another project',
    kind: 'wrong_app_id',
    token: issue({ appId: '9'.repeat(32), certificate: FOREIGN_CERTIFICATE }),
    says: 'staging',
  },
  {
    name: 'an App ID that is none',
    kind: 'invalid_app_id',
    severity: 'warning',
    token: forgeToken({ appId: 'my app' }),
    known: {},
  },
  {
    name: 'the customer secret',
    kind: 'customer_secret_as_certificate',
    token: issue({ certificate: CUSTOMER_SECRET }),
  },
  {
    name: 'the App ID as certificate',
    kind: 'app_id_as_certificate',
    token: issue({ certificate: APP_ID }),
  },
  {
    name: 'the certificate in small letters',
    kind: 'certificate_letter_case',
    token: issue({ certificate: CERTIFICATE.toLowerCase() }),
  },
  {
    name: 'the certificate in capitals',
    kind: 'certificate_letter_case',
    token: issue({ certificate: CERTIFICATE.toUpperCase() }),
  },
  {
    name: 'the certificate with its line break',
    kind: 'certificate_spaces',
    token: forgeToken({ certificate: `${CERTIFICATE}\n` }),
  },
  {
    name: 'the certificate of another project',
    kind: 'other_project_certificate',
    token: issue({ certificate: FOREIGN_CERTIFICATE }),
    says: 'staging',
  },
  {
    name: 'a certificate that was replaced',
    kind: 'certificate_replaced',
    token: issue({ certificate: '8'.repeat(32) }),
  },
  {
    name: 'an unknown certificate, App ID unknown',
    kind: 'bad_signature',
    token: issue({ certificate: '8'.repeat(32) }),
    known: { certificates: [CERTIFICATE], now: ISSUED_AT },
  },
  {
    name: 'the secondary certificate',
    kind: 'secondary_certificate',
    severity: 'note',
    token: issue({ certificate: OTHER_CERTIFICATE }),
  },
  {
    name: 'the secondary certificate at the REST API',
    kind: 'secondary_for_rest',
    token: issue({ certificate: OTHER_CERTIFICATE }),
    known: { ...ALL_KNOWN, use: 'rest' },
  },
  {
    name: 'nothing known',
    kind: 'unproven',
    severity: 'note',
    token: TOKEN,
    known: { now: ISSUED_AT },
  },
  {
    name: 'a certificate with a line break',
    kind: 'unusable_option',
    severity: 'warning',
    token: TOKEN,
    known: { ...ALL_KNOWN, certificates: [`${CERTIFICATE}\n`] },
  },
];

const at = (now: number, changes: KnownFacts = {}): KnownFacts => ({
  ...ALL_KNOWN,
  now,
  ...changes,
});

const TIME: readonly ExplainedToken[] = [
  {
    name: 'a life of 0',
    kind: 'expiry_zero',
    severity: 'warning',
    token: forgeToken({ expiresInSeconds: 0 }),
  },
  {
    name: 'a life of 0, a while later',
    kind: 'expiry_zero',
    token: forgeToken({ expiresInSeconds: 0 }),
    known: at(ISSUED_AT + 100),
  },
  {
    name: 'a life as a role',
    kind: 'arguments_shifted',
    token: issue({ expiresInSeconds: 1 }),
    known: at(ISSUED_AT + 100),
  },
  {
    name: 'a privilege as a role',
    kind: 'arguments_shifted',
    severity: 'warning',
    token: forged(privileges(2)),
    says: 'joinChannel: 2',
  },
  {
    name: 'milliseconds',
    kind: 'milliseconds',
    severity: 'warning',
    token: issue({ expiresInSeconds: 3_600_000, allowLongExpiry: true }),
  },
  {
    name: 'the end in milliseconds, cut to 32 bits',
    kind: 'milliseconds',
    severity: 'warning',
    token: forgeToken({ expiresInSeconds: ((ISSUED_AT + 3600) * 1000) % 2 ** 32 }),
  },
  {
    name: 'a date',
    kind: 'absolute_time',
    severity: 'warning',
    token: forgeToken({ expiresInSeconds: ISSUED_AT + 3600 }),
    says: '2023-11-14T23:13:20Z',
  },
  {
    name: 'a date as a privilege',
    kind: 'absolute_time',
    severity: 'warning',
    token: forged(privileges(ISSUED_AT + 3600)),
    says: 'joinChannel',
  },
  {
    name: 'a clock that is ahead',
    kind: 'not_yet_valid',
    token: TOKEN,
    known: at(ISSUED_AT - 61),
    says: '1 min 1 s',
  },
  {
    name: 'a clock that is a little ahead',
    kind: 'clock_skew',
    severity: 'warning',
    token: TOKEN,
    known: at(ISSUED_AT - 60),
    says: '60 s',
  },
  {
    name: 'a token that was over a moment ago',
    kind: 'ended_in_tolerance',
    severity: 'warning',
    token: TOKEN,
    known: at(ISSUED_AT + 3630),
    says: '30 s ago',
  },
  {
    name: 'a token that is over',
    kind: 'expired',
    token: TOKEN,
    known: at(ISSUED_AT + 7200),
    says: /1 h before.*ended with it/,
  },
  {
    name: 'a token that is over, after its privileges',
    kind: 'expired',
    token: forged(privileges(1800)),
    known: at(ISSUED_AT + 7200),
    says: /joinChannel had ended 30 min before/,
  },
  {
    name: 'a privilege that is over before the token',
    kind: 'privilege_expired',
    token: forged(privileges(1800)),
    known: at(ISSUED_AT + 2000, { use: 'join' }),
    says: 'joinChannel at',
  },
  {
    name: 'the same, where it is not wanted',
    kind: 'privilege_expired',
    severity: 'warning',
    token: forged(privileges(1800)),
    known: at(ISSUED_AT + 2000),
  },
  {
    name: 'a privilege that will end first',
    kind: 'privilege_ends_first',
    severity: 'note',
    token: forged(privileges(1800)),
  },
  {
    name: 'a week',
    kind: 'over_24_hours',
    severity: 'warning',
    token: issue({ expiresInSeconds: 604_800, allowLongExpiry: true }),
    known: at(ISSUED_AT + 90_000),
    says: '1 h ago',
  },
];

/** A token for each kind of finding, really made so. */
export const EXPLAINED_TOKENS: readonly ExplainedToken[] = [
  ...UNREADABLE_TEXTS,
  ...REPAIRED_TEXTS,
  ...PROJECT,
  ...TIME,
  ...WRONG_USERS,
  ...WRONG_CHANNELS,
  ...WRONG_SERVICES,
];

/** Tokens that are as they should be, with what is known. */
export const SOUND_TOKENS: readonly {
  readonly name: string;
  readonly token: string;
  readonly known: KnownFacts;
}[] = [
  { name: 'RTC', token: TOKEN, known: { ...JOINED, use: 'join' } },
  {
    name: 'Signaling',
    token: issue({ services: [rtm({ userId: 'zoe' })] }),
    known: { ...ALL_KNOWN, use: 'join', userId: 'zoe' },
  },
  {
    name: 'RTC and Signaling',
    token: issue({
      services: [rtc({ channel: 'stage-1', uid: 7, role: 'publisher' }), rtm({ userId: 'zoe' })],
    }),
    known: { ...JOINED, use: 'join', userId: 'zoe' },
  },
  {
    name: 'a classroom that is not named',
    token: issue({ services: apaasRoomUser({ room: 'math', userId: 'zoe', roomRole: 2 }) }),
    known: { ...ALL_KNOWN, use: 'join', channel: 'math', userId: 'zoe' },
  },
  {
    name: 'the server of Chat, at the REST API',
    token: issue({ services: [chatApp()] }),
    known: { ...ALL_KNOWN, use: 'rest' },
  },
  {
    name: 'Chat',
    token: issue({ services: [chatUser({ userId: 'zoe' })] }),
    known: { ...ALL_KNOWN, service: 'chat', userId: 'zoe' },
  },
  {
    name: 'a classroom',
    token: issue({ services: apaasRoomUser({ room: 'math', userId: 'zoe', roomRole: 2 }) }),
    known: { ...ALL_KNOWN, service: 'apaas', channel: 'math', userId: 'zoe' },
  },
];
