import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectToken, TokenRejectedError, verifyToken } from '../src/index.js';
import { anyText } from './any-text.js';
import { forgeContent, forgeRtc, forgeService, signBytes, string16 } from './forge-token.js';
import { mutateBytes, replaceAt } from './mutate.js';
import { RandomSource } from './random-source.js';
import { readTokenVectors } from './read-vectors.js';
import { sampleVerify } from './sample-options.js';
import { withoutStacks } from './without-stacks.js';

const { vectors } = readTokenVectors();
const VECTOR_TOKENS = vectors.map(({ token }) => token);
const CONTENTS = [
  forgeContent({}),
  forgeContent({ services: [forgeRtc('stage-1', ''), forgeRtc('stage-2', 'zoë')] }),
  forgeContent({
    services: [
      forgeService(
        1,
        [
          [1, 60],
          [9, 0],
        ],
        ['a', '7'],
      ),
      forgeService(2, [], ['']),
    ],
  }),
];

/** Reads each text; how many were fine. Anything that is thrown but a refusal of the token ends the test. */
function readAll(count: number, draw: () => string): number {
  let fine = 0;
  withoutStacks(() => {
    for (let i = 0; i < count; i += 1) {
      const text = draw();
      try {
        inspectToken(text);
        fine += 1;
      } catch (error) {
        if (!(error instanceof TokenRejectedError)) throw error;
      }
    }
  });
  return fine;
}

const wrapStream = (stream: Uint8Array): string => `007${Buffer.from(stream).toString('base64')}`;
const storeContent = (content: Uint8Array): string =>
  wrapStream(deflateSync(content, { level: 0 }));

describe('inspectToken, given anything at all,', () => {
  it('refuses 60000 random texts with one of its own errors', () => {
    const random = new RandomSource(21);
    const fine = readAll(60_000, () => {
      const before = random.pick(['007', '007eJw', '007eJx', '006', '', '0']);
      const digits = Buffer.from(random.bytes(random.below(90))).toString('base64');
      const stranger = String.fromCharCode(random.below(0x10000));
      const text = before + digits;
      return random.below(4) > 0 ? text : replaceAt(text, random.below(text.length), stranger);
    });
    expect(fine).toBe(0);
  });

  it('refuses 60000 streams of random bytes', () => {
    const random = new RandomSource(22);
    const fine = readAll(60_000, () => {
      const bytes = random.bytes(6 + random.below(60));
      bytes[0] = 0x78;
      bytes[1] = 0x9c;
      return wrapStream(bytes);
    });
    expect(fine).toBe(0);
  });

  it('reads or refuses 60000 damaged tokens', () => {
    const random = new RandomSource(23);
    readAll(60_000, () => {
      const text = Buffer.from(random.pick(VECTOR_TOKENS), 'latin1');
      return Buffer.from(mutateBytes(text, random)).toString('latin1');
    });
    const undamaged = VECTOR_TOKENS.values();
    expect(readAll(VECTOR_TOKENS.length, () => undamaged.next().value!)).toBe(8);
  });

  it('reads or refuses 40000 damaged contents, some of each', () => {
    const random = new RandomSource(24);
    const fine = readAll(40_000, () => {
      let content = random.pick(CONTENTS) as Uint8Array;
      for (let left = random.below(4); left >= 0 && content.length > 0; left -= 1) {
        content = mutateBytes(content, random);
      }
      return storeContent(content);
    });
    expect(fine).toBeGreaterThan(5000);
    expect(fine).toBeLessThan(35_000);
  });

  it('reads or refuses 20000 contents of random fields under a good head', () => {
    const random = new RandomSource(25);
    const head = forgeContent({ services: [] }).subarray(34, -2);
    const fine = readAll(20_000, () => {
      const services = random.bytes(random.below(40));
      for (let i = 0; i < services.length; i += 1) {
        if (random.below(3) > 0) services[i] = random.below(3);
      }
      return storeContent(Buffer.concat([string16(new Uint8Array(32)), head, services]));
    });
    expect(fine).toBeGreaterThan(50);
  });

  it('refuses any text of any characters', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 200 }), fc.constantFrom('', '007'), (text, before) => {
        expect(() => inspectToken(before + text)).toThrow(TokenRejectedError);
      }),
      { seed: 26, numRuns: 2000 },
    );
  });

  it('refuses any value that is no text', () => {
    fc.assert(
      fc.property(
        fc.anything().filter((value) => typeof value !== 'string'),
        (value) => {
          expect(() => inspectToken(value as string)).toThrow(TokenRejectedError);
        },
      ),
      { seed: 27, numRuns: 500 },
    );
  });
});

describe('verifyToken, given a content that is signed but random,', () => {
  it('accepts or refuses the token, and throws nothing else', () => {
    const random = new RandomSource(28);
    const options = sampleVerify({
      expect: { service: 'rtc', channel: 'stage-1', uid: 7, privileges: ['joinChannel'] },
    });
    let accepted = 0;
    withoutStacks(() => {
      for (let run = 0; run < 10_000; run += 1) {
        const content = random.pick(CONTENTS);
        const services = mutateBytes(content.subarray(80), random);
        const signed = Buffer.concat([content.subarray(34, 80), services]);
        const text = storeContent(Buffer.concat([string16(signBytes(signed, {})), signed]));
        try {
          verifyToken(text, { ...options, strict: run % 2 === 0 });
          accepted += 1;
        } catch (error) {
          if (!(error instanceof TokenRejectedError)) throw error;
        }
      }
    });
    expect(accepted).toBeGreaterThan(20);
    expect(accepted).toBeLessThan(5000);
  });
});
