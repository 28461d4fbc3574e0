import { afterEach, describe, expect, it, vi } from 'vitest';
import { catchTokenError, outcomeOf } from '../../test/catch-token-error.js';
import { APP_ID, CERTIFICATE, ISSUED_AT, OTHER_CERTIFICATE } from '../../test/forge-token.js';
import { EXPIRES_AT, forgeToken006, type ForgedToken006 } from '../../test/forge-token-006.js';
import {
  judge006,
  sampleIssue006,
  sampleVerify006,
  SIGNALING,
} from '../../test/sample-options-006.js';
import { issueToken006 } from './issue-token.js';
import { verifyToken006 } from './verify-token.js';

const TOKEN = issueToken006(sampleIssue006());
const SIGNALING_TOKEN: ForgedToken006 = { channel: 'zoe', uid: '', privileges: [[1000, 0]] };
/** An account with the checksum that the empty text has. */
const COLLIDING = 'user3785rqvh';
const codeForOptions = (changes: Readonly<Record<string, unknown>>): string =>
  outcomeOf(() => verifyToken006(TOKEN, sampleVerify006(changes)));

afterEach(() => {
  vi.useRealTimers();
});

describe('verifyToken006', () => {
  it('says what the token says, that it is proven, and who signed it', () => {
    expect(verifyToken006(TOKEN, sampleVerify006())).toMatchObject({
      verified: true,
      signedWith: 'primary',
      version: '006',
      appId: APP_ID,
      expiresAt: EXPIRES_AT,
      salt: 1,
    });
  });

  it('tells whether the primary or the secondary signed', () => {
    const signedWith = (...certificates: readonly string[]): string =>
      verifyToken006(TOKEN, sampleVerify006({ certificates })).signedWith;
    expect(signedWith(CERTIFICATE, OTHER_CERTIFICATE)).toBe('primary');
    expect(signedWith(OTHER_CERTIFICATE, CERTIFICATE)).toBe('secondary');
    expect(signedWith(CERTIFICATE, CERTIFICATE)).toBe('primary');
    expect(codeForOptions({ certificates: [OTHER_CERTIFICATE] })).toBe('bad_signature');
    expect(codeForOptions({ certificates: [CERTIFICATE.toLowerCase()] })).toBe('bad_signature');
  });

  it('judges by the system clock where no time is given', () => {
    vi.useFakeTimers({ now: ISSUED_AT * 1000 });
    expect(codeForOptions({ now: undefined })).toBe('fine');
    vi.setSystemTime((EXPIRES_AT + 60) * 1000);
    expect(codeForOptions({ now: undefined })).toBe('expired');
  });

  it('takes privileges in any order, and those that it does not know', () => {
    const privileges = [
      [4, 0],
      [1, 0],
      [65_535, EXPIRES_AT],
    ] as const;
    expect(judge006({ privileges }, { privileges: ['publishDataStream'] })).toBe('fine');
  });

  it('takes a token for a user of Signaling', () => {
    expect(judge006(SIGNALING_TOKEN, SIGNALING)).toBe('fine');
    expect(judge006(SIGNALING_TOKEN, { ...SIGNALING, userId: 'max' })).toBe('wrong_uid');
  });

  it.each([
    ['invalid_app_id', { appId: '' }],
    ['invalid_option', { certificates: [] }],
    ['invalid_certificate', { certificates: ['x'] }],
    ['invalid_time', { now: ISSUED_AT * 1000 }],
    ['invalid_option', { clockToleranceSeconds: -1 }],
    ['invalid_channel', { channel: undefined }],
    ['invalid_uid', { uid: undefined }],
    ['invalid_uid', { uid: 0 }],
    ['invalid_account', { uid: undefined, account: '' }],
    ['invalid_user_id', { userId: 'zoe' }],
    ['invalid_privilege', { privileges: ['login'] }],
  ])('throws %s for the options %j', (code, changes) => {
    expect(codeForOptions(changes)).toBe(code);
  });
});

describe('verifyToken006, told who is here,', () => {
  it('refuses a token for another channel or user, also one with the same signature', () => {
    expect(judge006({ channel: 'stage-2' })).toBe('wrong_channel');
    expect(judge006({ uid: '8' })).toBe('wrong_uid');
    expect(judge006({}, { uid: undefined, account: 'zoe' })).toBe('wrong_uid');
    expect(judge006({}, { uid: undefined, account: '7' })).toBe('fine');
    expect(judge006({ channel: 'room1', uid: '23' }, { channel: 'room12', uid: 3 })).toBe(
      'wrong_channel',
    );
  });

  it('refuses checksums that are right where the signature is over other names', () => {
    const names = { channel: 'stage-2', uid: '8' };
    const { crcChannel, crcUid } = verifyToken006(TOKEN, sampleVerify006());
    expect(judge006({ ...names, crcChannel, crcUid })).toBe('bad_signature');
    expect(judge006({ crcUid: 0 }, { allowWildcardUid: true })).toBe('bad_signature');
  });

  it('refuses checksums that are wrong where the signature is right', () => {
    expect(judge006({ crcChannel: 1 })).toBe('wrong_channel');
    expect(judge006({ crcUid: 1 })).toBe('wrong_uid');
    expect(judge006({ crcUid: 0 })).toBe('wildcard_uid');
  });

  it('takes a token for any user where it is told to', () => {
    expect(judge006({ uid: '' })).toBe('wildcard_uid');
    expect(judge006({ uid: '' }, { allowWildcardUid: false })).toBe('wildcard_uid');
    expect(judge006({ uid: '' }, { allowWildcardUid: 'yes' })).toBe('invalid_option');
    expect(judge006({ uid: '' }, { allowWildcardUid: true })).toBe('fine');
    expect(judge006({}, { allowWildcardUid: true })).toBe('fine');
    expect(judge006({ channel: 'stage-2', uid: '' }, { allowWildcardUid: true })).toBe(
      'wrong_channel',
    );
  });

  it('tells a user with the checksum of any user from any user, by the signature', () => {
    const account = { uid: undefined, account: COLLIDING };
    const any = { ...account, allowWildcardUid: true };
    expect(judge006({ uid: COLLIDING }, account)).toBe('fine');
    expect(judge006({ uid: COLLIDING }, any)).toBe('fine');
    expect(judge006({ uid: '' }, account)).toBe('bad_signature');
    expect(judge006({ uid: '' }, any)).toBe('fine');
  });
});

describe('verifyToken006, at a time,', () => {
  const END = ISSUED_AT + 100;
  const at = (now: number, token: ForgedToken006, changes = {}): string =>
    judge006(token, { now, clockToleranceSeconds: 0, ...changes });

  it('takes a token up to its last second, and as much longer as clocks may differ', () => {
    const token = { expiresAt: END };
    expect(at(END - 1, token)).toBe('fine');
    expect(at(END, token)).toBe('expired');
    expect(judge006(token, { now: END + 59 })).toBe('fine');
    expect(judge006(token, { now: END + 60 })).toBe('expired');
    expect(at(END + 5, token, { clockToleranceSeconds: 6 })).toBe('fine');
  });

  it('says when token or privilege ended', () => {
    const options = sampleVerify006({ now: END + 60 });
    const errorOf = (token: ForgedToken006): unknown =>
      catchTokenError(() => verifyToken006(forgeToken006(token), options));
    expect(errorOf({ expiresAt: END })).toMatchObject({ code: 'expired', expiredAt: END });
    const over = { code: 'privilege_expired', expiredAt: END };
    expect(errorOf({ privileges: [[1, END]] })).toMatchObject(over);
  });

  it('needs the right to join, to its last second, whatever else is wanted', () => {
    const token = { privileges: [[1, END]] } as const;
    expect(at(END - 1, token)).toBe('fine');
    expect(at(END, token)).toBe('privilege_expired');
    expect(at(ISSUED_AT, { privileges: [] })).toBe('privilege_missing');
    expect(at(ISSUED_AT, { privileges: [[2, 0]] })).toBe('privilege_missing');
  });

  it('needs what is wanted', () => {
    const privileges = [
      [1, 0],
      [2, END],
    ] as const;
    const wanted = { privileges: ['publishAudioStream'] };
    expect(at(END - 1, { privileges }, wanted)).toBe('fine');
    expect(at(END, { privileges })).toBe('fine');
    expect(at(END, { privileges }, wanted)).toBe('privilege_expired');
    expect(at(END - 1, {}, wanted)).toBe('privilege_missing');
  });

  it('tells channel and Signaling apart by their privileges, which is all there is', () => {
    const channel = { channel: 'zoe', uid: '' };
    expect(judge006({ ...channel, privileges: [[1, 0]] }, SIGNALING)).toBe('privilege_missing');
    const here = { channel: 'zoe', allowWildcardUid: true };
    expect(judge006(SIGNALING_TOKEN, here)).toBe('privilege_missing');
  });

  it('refuses ends that are no dates: of a wanted privilege as over, of any other as no token', () => {
    const privileges = (id: number, end: number): readonly (readonly [number, number])[] => [
      [1, id === 1 ? end : 0],
      ...(id === 1 ? [] : [[id, end] as const]),
    ];
    expect(judge006({ privileges: privileges(1, 3600) })).toBe('privilege_expired');
    for (const id of [2, 101, 65_535]) {
      expect(judge006({ privileges: privileges(id, 1) })).toBe('malformed');
      expect(judge006({ privileges: privileges(id, 999_999_999) })).toBe('malformed');
      expect(judge006({ privileges: privileges(id, 1_000_000_000) })).toBe('fine');
    }
  });
});
