/** What a token of format 006 does not protect, and what `verifyToken006` makes of it. */
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inspectToken006, issueToken006, verifyToken006 } from '../src/006.js';
import { catchTokenError, outcomeOf } from './catch-token-error.js';
import { string16, u16, u32 } from './forge-token.js';
import { forgeMessage, forgeToken006, wrapContent006 } from './forge-token-006.js';
import { RandomSource } from './random-source.js';
import { sampleIssue006, sampleVerify006 } from './sample-options-006.js';
import { withoutStacks } from './without-stacks.js';

const contentOf = (token: string): Buffer => Buffer.from(token.slice(35), 'base64');

/** What the holder of a token can do without any certificate: write other checksums, and another message. */
function resplit(token: string, channel: string, uid: string, message?: Uint8Array): string {
  const content = contentOf(token);
  return wrapContent006(
    Buffer.concat([
      content.subarray(0, 34),
      u32(crc32(channel)),
      u32(crc32(uid)),
      string16(message ?? content.subarray(44)),
    ]),
  );
}
const judge = (token: string, changes: Readonly<Record<string, unknown>>): string =>
  outcomeOf(() => verifyToken006(token, sampleVerify006(changes)));

describe('the flaw of format 006', () => {
  it('is that the border between channel and uid can be moved, and no verifier sees it', () => {
    const token = issueToken006(sampleIssue006({ channel: 'room1', uid: 23 }));
    expect(judge(token, { channel: 'room1', uid: 23 })).toBe('fine');
    expect(judge(token, { channel: 'room12', uid: 3 })).toBe('wrong_channel');
    expect(judge(resplit(token, 'room12', '3'), { channel: 'room12', uid: 3 })).toBe('fine');
  });

  it('makes of any user of a channel one user of another', () => {
    const token = issueToken006(sampleIssue006({ channel: 'room1', uid: 0 }));
    expect(judge(resplit(token, 'room', '1'), { channel: 'room', uid: 1 })).toBe('fine');
  });

  it('leaves one split where channels do not end in a digit and users join by uid', () => {
    const text = 'room-1-23';
    const token = issueToken006(sampleIssue006({ channel: 'room-1-', uid: 23 }));
    const splits = Array.from(text, (_, at) => [text.slice(0, at), text.slice(at)] as const);
    const possible = splits.filter(
      ([channel, user]) => /\D$/.test(channel) && /^[1-9]\d*$/.test(user),
    );
    expect(possible).toEqual([['room-1-', '23']]);
    expect(judge(resplit(token, 'room-1-2', '3'), { channel: 'room-1-', uid: 3 })).toBe(
      'wrong_channel',
    );
  });
});

describe('the border between names and message', () => {
  const inTheYear2037 = 0x7f7f_7f7f;

  it('can be moved so far that a name holds privileges only if it holds zeros, too: it is refused', () => {
    const named = 'zoe\u0007\0\u0002\0';
    const error = catchTokenError(() =>
      issueToken006(sampleIssue006({ uid: undefined, account: named })),
    );
    expect(error.code).toBe('invalid_account');
    expect(judge(forgeToken006({}), { uid: undefined, account: named })).toBe('invalid_account');
  });

  it('is seen to be moved where another issuer signed such a name, because a count is no date', () => {
    // Salt, end, count, a privilege that nobody granted, and the number of the next, whose end is the real salt. The
    // privilege after that is made of the real end and the real count; the rest stays.
    const head = [u32(inTheYear2037), u32(inTheYear2037), u16(4)];
    const crafted = Buffer.concat([...head, u16(2), u32(inTheYear2037), u16(3)]);
    const genuine = forgeMessage({ salt: inTheYear2037, privileges: [[1, 0]] });
    const signed = forgeToken006({ uid: `zoe${crafted.toString('latin1')}`, message: genuine });
    const forged = resplit(signed, 'stage-1', 'zoe', Buffer.concat([crafted, genuine]));
    const { expiresAt, privileges } = inspectToken006(forged);
    expect(expiresAt).toBe(inTheYear2037);
    expect(Object.keys(privileges)).toContain('publishAudioStream');
    expect(judge(forged, { uid: undefined, account: 'zoe' })).toBe('malformed');
  });

  it('is seen to be moved over six digits of a uid, which a few salts allow', () => {
    const [uid, salt] = ['2882341273', 0x0002_7fff];
    const message = Buffer.concat([Buffer.from('341273'), forgeMessage({ salt })]);
    const forged = resplit(forgeToken006({ uid, salt }), 'stage-1', '2882', message);
    expect(Object.keys(inspectToken006(forged).privileges)).toHaveLength(2);
    expect(judge(forged, { uid: 2882 })).toBe('malformed');
  });

  it('is not moved by any number of bytes, under any salt', () => {
    const uid = '2882341273';
    const salts = new RandomSource(66);
    const accepted: string[] = [];
    withoutStacks(() => {
      for (let run = 0; run < 1500; run += 1) {
        const salt = salts.below(0x8_0000);
        const signed = Buffer.concat([Buffer.from(uid), forgeMessage({ salt })]);
        const token = forgeToken006({ uid, salt });
        for (let end = 1; end <= 16; end += 1) {
          const name = signed.subarray(0, end).toString('latin1');
          if (end === uid.length || name.includes('\0')) continue;
          const forged = resplit(token, 'stage-1', name, signed.subarray(end));
          const here = { uid: undefined, account: name };
          if (judge(forged, here) === 'fine') accepted.push(name);
        }
      }
    });
    expect(accepted).toEqual([]);
  });
});
