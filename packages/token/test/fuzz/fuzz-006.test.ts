import { describe, expect, it } from 'vitest';
import { inspectToken006, verifyToken006 } from '../../src/006.js';
import {
  forgeContent006,
  forgeMessage,
  forgeToken006,
  wrapContent006,
} from '../forge-token-006.js';
import { mutateBytes, replaceAt } from '../mutate.js';
import type { RandomSource } from '../random-source.js';
import { SIGNALING, sampleVerify006 } from '../sample-options-006.js';
import { CallStopwatch } from './call-stopwatch.js';
import { fuzz, isDone, report, RUNS, type FuzzInput } from './fuzz-runs.js';

const LIMITS = [0, 1, 1000, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff];
const OPTIONS = [
  sampleVerify006(),
  sampleVerify006({ privileges: ['publishAudioStream'], allowWildcardUid: true }),
  sampleVerify006({ uid: undefined, account: 'zoë', clockToleranceSeconds: 0 }),
  sampleVerify006(SIGNALING),
];

const mutateText = (text: string, random: RandomSource): string =>
  Buffer.from(mutateBytes(Buffer.from(text), random)).toString('latin1');

/** Ways to make an input. */
const STRATEGIES: Readonly<Record<string, (random: RandomSource) => string>> = {
  'a damaged text': (random) => mutateText(forgeToken006(), random),
  'a damaged content': (random) =>
    wrapContent006(mutateBytes(forgeContent006({ uid: random.pick(['7', '', 'zoë']) }), random)),
  'a damaged message under a good signature': (random) => {
    const privileges = [1, 2, 3, 4].map((id) => [id, 0] as const);
    const message = mutateBytes(forgeMessage({ privileges }), random);
    return forgeToken006({ message, uid: random.pick(['7', '']) });
  },
  'numbers at their limits under a good signature': (random) => {
    const privileges = Array.from(
      { length: random.below(6) },
      () => [random.pick([1, 2, 4, 1000, 0xffff]), random.pick(LIMITS)] as const,
    );
    const count = random.pick([undefined, 0, 1, 0x7fff, 0xffff]);
    return forgeToken006({
      privileges,
      ...(count === undefined ? {} : { privilegeCount: count }),
      salt: random.pick(LIMITS),
      expiresAt: random.pick(LIMITS),
    });
  },
  'stray characters': (random) => {
    const text = forgeToken006();
    const stray = random.pick(['+', '/', '=', '-', ' ', '\n', '\0', '\ud83d', 'é', '"']);
    return replaceAt(text, random.below(text.length), stray);
  },
  'many privileges': (random) => {
    const count = random.below(400);
    const privileges = Array.from({ length: count }, (_, i) => [i * 7, i] as const);
    return forgeToken006({ privileges });
  },
};

function drawInput006(random: RandomSource): FuzzInput {
  const strategy = random.pick(Object.keys(STRATEGIES));
  return { strategy, text: STRATEGIES[strategy]!(random), isLarge: false };
}

describe('inspectToken006 and verifyToken006', () => {
  const runs = Math.floor(RUNS / 10);

  it(`take ${runs} mutated inputs: nothing but refusals, little time for each, no memory kept`, () => {
    const watch = new CallStopwatch();
    let [read, verified] = [0, 0];
    const grownBytes = fuzz(runs, (random) => {
      const input = drawInput006(random);
      const options = random.pick(OPTIONS);
      const run = (): void => {
        let [isRead, isVerified] = [false, false];
        watch.measure('inspectToken006', input, () => {
          isRead = isDone(() => inspectToken006(input.text));
        });
        watch.measure('verifyToken006', input, () => {
          isVerified = isDone(() => verifyToken006(input.text, options));
        });
        if (isVerified && !isRead) throw new Error('verified, but not read');
        read += Number(isRead);
        verified += Number(isVerified);
      };
      return { ...input, run };
    });
    report(
      `${runs} inputs of 006: ${read} read, ${verified} verified; ${watch.describe(grownBytes)}`,
    );
    expect(watch.tooLong).toEqual([]);
    expect(grownBytes).toBeLessThan(16_000_000);
    expect(read / runs).toBeGreaterThan(0.1);
    expect(verified).toBeGreaterThan(0);
    expect(verified / runs).toBeLessThan(0.3);
  }, 3_600_000);
});
