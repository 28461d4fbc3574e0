import { deflateSync } from 'node:zlib';
import {
  chatUser,
  fingerprintToken,
  inspectToken,
  issueToken,
  rtc,
  rtm,
  rtmWithPermissions,
  verifyToken,
  type RtcExpectation,
} from '../src/index.js';
import {
  APP_ID,
  CERTIFICATE,
  type ForgedContent,
  forgeContent,
  forgeRtc,
  forgeService,
  forgeToken,
  ISSUED_AT,
  OTHER_CERTIFICATE,
  wrapContent,
} from './forge-token.js';
import { SAMPLE_GRANT, sampleIssue, sampleVerify } from './sample-options.js';

/** One way to make the package throw. */
export interface Failure {
  readonly code: string;
  readonly name: string;
  readonly run: () => unknown;
}

const issue = (code: string, name: string, changes: object): Failure => ({
  code,
  name: `issueToken, ${name}`,
  run: () => issueToken({ ...sampleIssue(), ...changes }),
});
const grant = (code: string, name: string, options: object): Failure =>
  issue(code, name, {
    services: [rtc({ channel: 'stage-1', uid: 7, role: 'publisher', ...options })],
  });
const inspect = (code: string, name: string, token: unknown): Failure => ({
  code,
  name: `inspectToken, ${name}`,
  run: () => inspectToken(token as string),
});
const verify = (
  code: string,
  name: string,
  changes: object,
  content: ForgedContent = {},
): Failure => ({
  code,
  name: `verifyToken, ${name}`,
  run: () => verifyToken(forgeToken(content), { ...sampleVerify(), ...changes }),
});
const want = (
  code: string,
  name: string,
  wanted: object,
  services: readonly Uint8Array[] = [forgeRtc('stage-1', '7')],
): Failure =>
  verify(code, name, { expect: { service: 'rtc', ...wanted } as RtcExpectation }, { services });

const permissions = (name: string, given: unknown): Failure =>
  issue('invalid_permissions', name, {
    services: [rtmWithPermissions({ userId: 'zoe', permissions: given as never })],
  });

const damaged = (change: (content: Buffer) => void): string => {
  const content = forgeContent({});
  change(content);
  return wrapContent(content);
};
const streamOf = (...parts: readonly Uint8Array[]): string =>
  `007${Buffer.concat(parts).toString('base64')}`;
const STREAM = deflateSync(forgeContent({}));

/** Every failing path that the public functions have, by code. */
export const FAILURES: readonly Failure[] = [
  issue('invalid_app_id', 'App ID too short', { appId: APP_ID.slice(1) }),
  issue('invalid_app_id', 'App ID not hex', { appId: APP_ID.replace('3', 'x') }),
  issue('invalid_app_id', 'App ID no text', { appId: 7 }),
  verify('invalid_app_id', 'App ID empty', { appId: '' }),
  issue('invalid_certificate', 'certificate too short', { certificate: CERTIFICATE.slice(1) }),
  issue('invalid_certificate', 'certificate too long', { certificate: `${CERTIFICATE}0` }),
  issue('invalid_certificate', 'certificate not hex', { certificate: `${CERTIFICATE.slice(1)}x` }),
  issue('invalid_certificate', 'certificate in an object', { certificate: { CERTIFICATE } }),
  verify('invalid_certificate', 'certificate with a space', { certificates: [`${CERTIFICATE} `] }),
  verify('invalid_certificate', 'second certificate not hex', {
    certificates: [CERTIFICATE, `g${OTHER_CERTIFICATE.slice(1)}`],
  }),
  grant('invalid_channel', 'channel empty', { channel: '' }),
  grant('invalid_channel', 'channel too long', { channel: 'x'.repeat(64) }),
  grant('invalid_channel', 'channel with a strange character', { channel: 'a/b' }),
  want('invalid_channel', 'wildcard wanted', { channel: '*' }),
  grant('invalid_uid', 'uid too large', { uid: 4_294_967_296 }),
  grant('invalid_uid', 'uid a text', { uid: '7' }),
  grant('invalid_uid', 'uid and account', { account: 'zoë' }),
  want('invalid_uid', 'uid 0 wanted', { uid: 0 }),
  grant('invalid_account', 'account empty', { uid: undefined, account: '' }),
  grant('invalid_account', 'account too long', { uid: undefined, account: 'x'.repeat(256) }),
  grant('invalid_account', 'account with half a character', { uid: undefined, account: '\ud83d' }),
  want('invalid_account', 'account no text', { account: 7 }),
  issue('invalid_user_id', 'user ID empty', { services: [rtm({ userId: '' })] }),
  issue('invalid_user_id', 'user ID 0', { services: [rtm({ userId: 0 })] }),
  issue('invalid_user_id', 'user ID too long', {
    services: [chatUser({ userId: 'é'.repeat(33) })],
  }),
  issue('invalid_user_id', 'user ID in an object', {
    services: [rtm({ userId: { CERTIFICATE } as never })],
  }),
  want('invalid_user_id', 'user ID no text', { service: 'rtm', userId: null }),
  permissions('permissions no record', [CERTIFICATE]),
  permissions('resource unknown', { channels: {} }),
  permissions('action unknown', { users: { delete: [] } }),
  permissions('names no list', { users: { read: { CERTIFICATE } } }),
  permissions('name no text', { users: { read: [[CERTIFICATE]] } }),
  grant('invalid_role', 'role unknown', { role: 'admin' }),
  grant('invalid_role', 'role missing', { role: undefined }),
  grant('invalid_privilege', 'privilege unknown', { role: undefined, privileges: ['login'] }),
  grant('invalid_privilege', 'role and privileges', { privileges: ['joinChannel'] }),
  grant('invalid_privilege', 'no privilege', { role: undefined, privileges: [] }),
  want('invalid_privilege', 'privilege unknown', { privileges: ['login'] }),
  issue('invalid_expiry', 'life 0', { expiresInSeconds: 0 }),
  issue('invalid_expiry', 'life no number', { expiresInSeconds: '3600' }),
  grant('invalid_expiry', 'life of a privilege negative', {
    role: undefined,
    privileges: { joinChannel: -1 },
  }),
  issue('expiry_too_long', 'life above a day', { expiresInSeconds: 86_401 }),
  issue('expiry_too_long', 'life a date', { expiresInSeconds: ISSUED_AT + 3600 }),
  issue('invalid_time', 'issue time in milliseconds', { issuedAt: ISSUED_AT * 1000 }),
  issue('invalid_time', 'issue time after 2106', { issuedAt: 4_294_967_296 }),
  verify('invalid_time', 'time to judge by negative', { now: -1 }),
  issue('invalid_salt', 'salt too large', { salt: 4_294_967_296 }),
  issue('invalid_salt', 'salt no number', { salt: '1' }),
  issue('invalid_services', 'no service', { services: [] }),
  issue('invalid_services', 'service unknown', { services: [{ ...SAMPLE_GRANT, service: 'x' }] }),
  issue('invalid_services', 'nothing for a service', { services: [null] }),
  issue('invalid_services', 'too many services', { services: Array(2000).fill(SAMPLE_GRANT) }),
  {
    code: 'invalid_option',
    name: 'issueToken, no options',
    run: () => issueToken(undefined as never),
  },
  {
    code: 'invalid_option',
    name: 'verifyToken, options that are a certificate',
    run: () => verifyToken(forgeToken({}), CERTIFICATE as never),
  },
  issue('invalid_option', 'a text for true', { allowLongExpiry: 'yes' }),
  verify('invalid_option', 'a certificate for true', { strict: CERTIFICATE }),
  verify('invalid_option', 'no certificate', { certificates: [] }),
  verify('invalid_option', 'one certificate as a text', { certificates: CERTIFICATE }),
  verify('invalid_option', 'three certificates', { certificates: Array(3).fill(CERTIFICATE) }),
  verify('invalid_option', 'limit not a number', { maxContentBytes: Number.NaN }),
  verify('invalid_option', 'nothing expected', { expect: null }),
  verify('invalid_option', 'tolerance negative', { clockToleranceSeconds: -1 }),
  verify('invalid_option', 'service unknown', { expect: { service: 'x' } }),

  inspect('malformed', 'no text', undefined),
  {
    code: 'malformed',
    name: 'fingerprintToken, no text',
    run: () => fingerprintToken({ token: forgeToken({}) } as never),
  },
  inspect('malformed', 'empty text', ''),
  inspect('malformed', 'text shorter than the version', '00'),
  inspect('malformed', 'text of 2 MiB', `007${'A'.repeat(2 ** 21)}`),
  inspect('malformed', 'no zlib', '007AAAAAAAA'),
  inspect('malformed', 'wrong checksum', streamOf(STREAM.subarray(0, -1), Buffer.of(1))),
  inspect(
    'malformed',
    'block of a reserved kind',
    streamOf(STREAM.subarray(0, 2), Buffer.of(7), STREAM),
  ),
  inspect('malformed', 'no service', forgeToken({ services: [] })),
  inspect('malformed', 'short signature', forgeToken({ signature: new Uint8Array(31) })),
  inspect('malformed', 'App ID no UTF-8', forgeToken({ appId: Uint8Array.of(0xff) })),
  inspect(
    'malformed',
    'privilege twice',
    forgeToken({
      services: [
        forgeService(
          1,
          [
            [1, 0],
            [1, 0],
          ],
          ['a', '1'],
        ),
      ],
    }),
  ),
  inspect('unsupported_version', 'older version', `006${forgeToken({}).slice(3)}`),
  inspect('unsupported_version', 'scheme in front', `Bearer ${forgeToken({})}`),
  inspect('unsupported_version', 'quotes around', `"${forgeToken({})}"`),
  inspect('unsupported_version', 'the App ID for a token', APP_ID),
  inspect('unsupported_version', 'the certificate for a token', CERTIFICATE),
  inspect('bad_base64', 'space behind', `${forgeToken({})} `),
  inspect('bad_base64', 'no padding', forgeToken({}).replace(/=*$/, '').slice(0, -1)),
  inspect('bad_base64', 'strange character', `${forgeToken({}).slice(0, -4)}-_-_`),
  inspect('bad_base64', 'bits set that nobody sets', '007eJw='.replace('w', 'x')),
  inspect('inflate_limit', 'bomb', wrapContent(Buffer.alloc(100_000))),
  verify('inflate_limit', 'limit of the caller', { maxContentBytes: 50 }),
  inspect('truncated', 'stream cut', streamOf(STREAM.subarray(0, -5))),
  inspect('truncated', 'stream of one byte', streamOf(STREAM.subarray(0, 1))),
  inspect('truncated', 'content cut', wrapContent(forgeContent({}).subarray(0, -1))),
  inspect(
    'truncated',
    'length that is a lie',
    damaged((content) => content.fill(255, 34, 36)),
  ),
  inspect('trailing_bytes', 'after the stream', streamOf(STREAM, Buffer.of(0))),
  inspect('trailing_bytes', 'after the content', forgeToken({ trailer: Buffer.of(0) })),

  verify('wrong_app_id', 'other project', { appId: OTHER_CERTIFICATE }),
  verify('bad_signature', 'other certificate', { certificates: [OTHER_CERTIFICATE] }),
  verify('bad_signature', 'zeros for a signature', {}, { signature: new Uint8Array(32) }),
  verify(
    'unknown_service',
    'strict',
    { strict: true },
    { services: [forgeService(99, [], ['x'])] },
  ),
  verify(
    'duplicate_service',
    'strict',
    { strict: true },
    { services: [forgeRtc('a', '1'), forgeRtc('b', '1')] },
  ),
  verify('not_yet_valid', 'clock behind', { now: ISSUED_AT - 61 }),
  verify('expired', 'clock ahead', { now: ISSUED_AT + 3660 }),
  want('service_missing', 'another service', {}, [forgeService(2, [], ['x'])]),
  want('wrong_channel', 'another channel', { channel: 'stage-2' }),
  want('wildcard_channel', 'any channel', { channel: 'stage-2' }, [forgeRtc('*', '7')]),
  want('wrong_uid', 'another user', { uid: 8 }),
  want('wildcard_uid', 'any user', { uid: 8 }, [forgeRtc('stage-1', '')]),
  want('privilege_missing', 'only joins', { privileges: ['publishAudioStream'] }),
  verify(
    'privilege_expired',
    'privilege over',
    { now: ISSUED_AT + 70, expect: { service: 'rtc', privileges: ['joinChannel'] } },
    { services: [forgeService(1, [[1, 10]], ['stage-1', '7'])] },
  ),
];
