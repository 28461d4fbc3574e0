import { describe, expect, it } from 'vitest';
import { verifyToken } from '../../src/index.js';
import { explainToken, type TokenReport } from '../../src/explain-token.js';
import { APP_ID, CERTIFICATE, ISSUED_AT, OTHER_CERTIFICATE } from '../forge-token.js';
import { sampleVerify } from '../sample-options.js';
import { CallStopwatch } from './call-stopwatch.js';
import { drawInput } from './draw-input.js';
import { fuzz, isDone, report, RUNS } from './fuzz-runs.js';

const PROJECT = { appId: APP_ID, certificates: [CERTIFICATE], now: ISSUED_AT };
const KNOWN = [
  {},
  PROJECT,
  { ...PROJECT, service: 'rtc', channel: 'stage-1', uid: 7, use: 'join' },
  { ...PROJECT, certificates: [OTHER_CERTIFICATE], customerSecret: CERTIFICATE.toLowerCase() },
  { ...PROJECT, userId: 'zoe', privileges: ['login'], now: ISSUED_AT + 100_000 },
] as const;

describe('explainToken', () => {
  const runs = Math.floor(RUNS / 20);

  it(`explains ${runs} mutated inputs without an exception, in little time, and accepts only what verifies`, () => {
    const watch = new CallStopwatch();
    const verdicts = { accepted: 0, rejected: 0, unproven: 0 };
    const grownBytes = fuzz(runs, (random) => {
      const input = drawInput(random);
      const known = random.pick(KNOWN);
      const run = (): void => {
        let answer: TokenReport | undefined;
        watch.measure('explainToken', input, () => {
          answer = explainToken(input.text, known);
        });
        verdicts[answer!.verdict] += 1;
        if (answer!.verdict !== 'accepted') return;
        const isVerified = isDone(() => verifyToken(input.text, sampleVerify()));
        if (!isVerified) throw new Error('accepted, but not verified');
      };
      return { ...input, run };
    });
    report(`${runs} explained: ${JSON.stringify(verdicts)}; ${watch.describe(grownBytes)}`);
    expect(grownBytes).toBeLessThan(16_000_000);
    expect(verdicts.accepted).toBeGreaterThan(0);
    expect(verdicts.rejected).toBeGreaterThan(0);
    expect(verdicts.unproven).toBeGreaterThan(0);
    expect(watch.tooLong).toEqual([]);
  }, 3_600_000);
});
