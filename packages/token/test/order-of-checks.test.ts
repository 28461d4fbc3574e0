import { describe, expect, it } from 'vitest';
import { verifyToken, type RtcExpectation, type VerifyTokenOptions } from '../src/index.js';
import { codeOf, outcomeOf } from './catch-token-error.js';
import {
  APP_ID,
  CERTIFICATE,
  forgeRtc,
  forgeService,
  forgeToken,
  ISSUED_AT,
  OTHER_CERTIFICATE,
} from './forge-token.js';

/** One verification. */
interface Call {
  readonly options: VerifyTokenOptions;
  readonly services: readonly Uint8Array[];
  /** What is put behind the token. */
  readonly tail: string;
}

const UNKNOWN = forgeService(99, [[1, 600]], ['zoe']);
const WANTED: RtcExpectation = {
  service: 'rtc',
  channel: 'stage-1',
  uid: 7,
  privileges: ['joinChannel', 'publishAudioStream'],
};

/** Everything is wrong with this one. */
const ALL_WRONG: Call = {
  options: {
    appId: OTHER_CERTIFICATE,
    certificates: [OTHER_CERTIFICATE],
    strict: true,
    now: ISSUED_AT - 1000,
    expect: WANTED,
  },
  services: [forgeService(1, [[2, 60]], ['stage-2', '8']), forgeRtc('x', '1'), UNKNOWN],
  tail: '=',
};

const withOptions =
  (options: Partial<VerifyTokenOptions>) =>
  (call: Call): Call => ({ ...call, options: { ...call.options, ...options } });
const withServices =
  (...services: readonly Uint8Array[]) =>
  (call: Call): Call => ({ ...call, services });

/** What is found next, and the repair of that fault alone. */
const REPAIRS: readonly { readonly code: string; readonly repair: (call: Call) => Call }[] = [
  { code: 'bad_base64', repair: (call) => ({ ...call, tail: '' }) },
  { code: 'wrong_app_id', repair: withOptions({ appId: APP_ID }) },
  { code: 'bad_signature', repair: withOptions({ certificates: [CERTIFICATE] }) },
  { code: 'unknown_service', repair: withServices(forgeRtc('x', '1'), forgeRtc('x', '1')) },
  { code: 'duplicate_service', repair: withServices(UNKNOWN) },
  { code: 'unknown_service', repair: withOptions({ strict: false, clockToleranceSeconds: 0 }) },
  { code: 'not_yet_valid', repair: withOptions({ now: ISSUED_AT + 3600 }) },
  { code: 'expired', repair: withOptions({ now: ISSUED_AT + 60 }) },
  {
    code: 'service_missing',
    repair: withServices(forgeService(1, [[2, 60]], ['stage-2', '8'])),
  },
  { code: 'wrong_channel', repair: withServices(forgeService(1, [[2, 60]], ['stage-1', '8'])) },
  { code: 'wrong_uid', repair: withServices(forgeService(1, [[2, 60]], ['stage-1', '7'])) },
  {
    code: 'privilege_missing',
    repair: withServices(
      forgeService(
        1,
        [
          [1, 0],
          [2, 60],
        ],
        ['stage-1', '7'],
      ),
    ),
  },
  { code: 'privilege_expired', repair: withOptions({ now: ISSUED_AT + 59 }) },
];

const verify = ({ services, tail, options }: Call): unknown =>
  verifyToken(forgeToken({ services }) + tail, options);

describe('verifyToken checks in a fixed order:', () => {
  it('structure, App ID, signature, strictness, time, service, channel, user, privileges', () => {
    let call = ALL_WRONG;
    const seen: string[] = [];
    for (const { repair } of REPAIRS) {
      seen.push(outcomeOf(() => verify(call)));
      call = repair(call);
    }
    expect(seen).toEqual(REPAIRS.map(({ code }) => code));
    expect(outcomeOf(() => verify(call))).toBe('fine');
  });

  it('options before the token', () => {
    const { options } = ALL_WRONG;
    const codeFor = (changes: Partial<VerifyTokenOptions>): string =>
      codeOf(() => verifyToken('', { ...options, ...changes }));
    expect(codeFor({ appId: 'x' })).toBe('invalid_app_id');
    expect(codeFor({ certificates: [] })).toBe('invalid_option');
    expect(codeFor({ certificates: ['x'] })).toBe('invalid_certificate');
    expect(codeFor({ now: -1 })).toBe('invalid_time');
    expect(codeFor({ clockToleranceSeconds: -1 })).toBe('invalid_option');
    expect(codeFor({ expect: { ...WANTED, channel: '' } })).toBe('invalid_channel');
    expect(codeFor({})).toBe('malformed');
  });

  it('the structure to its end before the App ID and the signature', () => {
    const codeFor = (content: Parameters<typeof forgeToken>[0]): string =>
      codeOf(() => verifyToken(forgeToken(content), ALL_WRONG.options));
    expect(codeFor({ trailer: Uint8Array.of(0) })).toBe('trailing_bytes');
    expect(codeFor({ serviceCount: 2 })).toBe('truncated');
    expect(codeFor({ signature: new Uint8Array(31) })).toBe('malformed');
  });
});
