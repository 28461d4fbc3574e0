import { describe, expect, it } from 'vitest';
import {
  fingerprintToken,
  inspectToken,
  verifyToken,
  type VerifyTokenOptions,
} from '../../src/index.js';
import { contentOf } from '../content-of.js';
import { ISSUED_AT, signBytes } from '../forge-token.js';
import { sampleVerify } from '../sample-options.js';
import { CallStopwatch } from './call-stopwatch.js';
import { drawInput } from './draw-input.js';
import { fuzz, isDone, report, RUNS, type FuzzInput } from './fuzz-runs.js';

/** What may be kept of some hundred thousand inputs: code that the engine made for them, and no more. */
const GROWTH_BYTES = 16_000_000;

const OPTIONS: readonly VerifyTokenOptions[] = [
  sampleVerify(),
  sampleVerify({ strict: true }),
  sampleVerify({ now: ISSUED_AT + 100_000 }),
  sampleVerify({ maxContentBytes: 200 }),
  sampleVerify({ expect: { service: 'rtc', channel: 'stage-1', uid: 7 } }),
  sampleVerify({ expect: { service: 'rtm', userId: 'zoe', privileges: ['login'] } }),
  sampleVerify({ expect: { service: 'chat', privileges: ['user', 'app'] } }),
  sampleVerify({ expect: { service: 'apaas', room: 'room-9', userId: 'zoe' } }),
  sampleVerify({ expect: { service: 'rtm2', userId: 'zoe' } }),
  sampleVerify({ expect: { service: 'fcdn', channel: 'a', allowWildcardUid: true, uid: 1 } }),
];

/** Whether the signature of a token is right, by node:zlib and node:crypto. */
function isRightlySigned(text: string): boolean {
  const content = contentOf(text);
  const appIdLength = content.readUInt16LE(34);
  const issuedAt = content.readUInt32LE(36 + appIdLength);
  const salt = content.readUInt32LE(44 + appIdLength);
  return signBytes(content.subarray(34), { issuedAt, salt }).equals(content.subarray(2, 34));
}

interface FuzzTotals {
  read: number;
  verified: number;
  readonly watch: CallStopwatch;
}

/** One input through all that takes one. */
function tryInput(input: FuzzInput, options: VerifyTokenOptions, totals: FuzzTotals): void {
  const { watch } = totals;
  const { text } = input;
  let [isRead, isVerified, fingerprint] = [false, false, ''];
  watch.measure('inspectToken', input, () => {
    isRead = isDone(() => inspectToken(text));
  });
  watch.measure('verifyToken', input, () => {
    isVerified = isDone(() => verifyToken(text, options));
  });
  watch.measure('fingerprintToken', input, () => {
    fingerprint = fingerprintToken(text);
  });
  if (!/^[0-9a-f]{8}$/.test(fingerprint)) throw new Error('no fingerprint');
  if (isVerified && !isRead) throw new Error('verified, but not read');
  if (isVerified && !isRightlySigned(text)) throw new Error('verified, but not signed');
  totals.read += Number(isRead);
  totals.verified += Number(isVerified);
}

describe('inspectToken, verifyToken and fingerprintToken', () => {
  it(`take ${RUNS} mutated inputs: nothing but refusals, little time for each, no memory kept`, () => {
    const totals: FuzzTotals = { read: 0, verified: 0, watch: new CallStopwatch() };
    const grownBytes = fuzz(RUNS, (random) => {
      const input = drawInput(random);
      const options = random.pick(OPTIONS);
      return { ...input, run: () => tryInput(input, options, totals) };
    });
    const { read, verified, watch } = totals;
    report(`${RUNS} inputs: ${read} read, ${verified} verified; ${watch.describe(grownBytes)}`);
    expect(watch.tooLong).toEqual([]);
    expect(grownBytes).toBeLessThan(GROWTH_BYTES);
    // Neither all nor nothing: the inputs reach what they are for.
    expect(read / RUNS).toBeGreaterThan(0.05);
    expect(read / RUNS).toBeLessThan(0.6);
    expect(verified / RUNS).toBeGreaterThan(0.01);
  }, 3_600_000);
});
