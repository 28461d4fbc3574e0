import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf, outcomeOf } from '../../test/catch-token-error.js';
import { replaceAt } from '../../test/mutate.js';
import { withoutStacks } from '../../test/without-stacks.js';
import { decodeBase64, encodeBase64 } from './base64.js';

/** A text is canonical where it is what an encoder makes of the bytes that it stands for. */
const isCanonical = (text: string): boolean =>
  text !== '' && Buffer.from(text, 'base64').toString('base64') === text;
const expectedOutcome = (text: string): string => (isCanonical(text) ? 'fine' : 'bad_base64');

describe('encodeBase64', () => {
  it('agrees with Buffer for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
      { seed: 64, numRuns: 500 },
    );
  });

  it.each([0, 1, 2, 3, 8190, 8191, 8192, 8193, 16_384, 100_001])(
    'agrees with Buffer for %d bytes',
    (length) => {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff);
      expect(encodeBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    },
  );
});

describe('decodeBase64', () => {
  it('gives back what was encoded, from any offset of the text', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(bytes, fc.string({ maxLength: 5 }), (content, before) => {
        const text = before + Buffer.from(content).toString('base64');
        expect(decodeBase64(text, before.length)).toEqual(content);
      }),
      { seed: 46, numRuns: 500 },
    );
  });

  it('refuses an empty text and every length that is not a multiple of 4', () => {
    for (let length = 0; length <= 40; length += 1) {
      const outcome = length > 0 && length % 4 === 0 ? 'fine' : 'bad_base64';
      expect(
        outcomeOf(() => decodeBase64('A'.repeat(length), 0)),
        `${length}`,
      ).toBe(outcome);
    }
  });

  it.each([
    ['the URL alphabet, minus', 'AA-AAAAA'],
    ['the URL alphabet, underscore', 'AAA_AAAA'],
    ['padding left out', 'AAAAAA'],
    ['one of two paddings left out', 'AAAAAA='],
    ['padding alone', '===='],
    ['three paddings', 'AAAAA==='],
    ['padding inside', 'AA==AAAA'],
    ['padding inside the last group', 'AAAAA=A='],
    ['a padded group before another', 'AAA=AAA='],
    ['padding after a whole group', 'AAAA===='],
    ['a space in front', ' AAAAAAA'],
    ['a space behind', 'AAAAAAA '],
    ['a space for a plus', 'AA AAAAA'],
    ['a line break inside', 'AAAA\nAAA'],
    ['a line break behind', 'AAAAAAA\n'],
    ['a tab', 'AAA\tAAAA'],
    ['a zero', 'AAA\0AAAA'],
    ['a URL escape', 'AAA%2BAA'],
    ['a letter with the low byte of A', 'AAA\u0141AAAA'],
    ['a full-width letter', 'AAA\uff21AAAA'],
  ])('refuses %s', (_name, text) => {
    expect(codeOf(() => decodeBase64(text, 0))).toBe('bad_base64');
  });

  it('refuses every last character with bits that no encoder sets', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const accepted = { one: '', two: '' };
    for (const digit of alphabet) {
      for (const before of ['', 'AAAA']) {
        for (const text of [`${before}//${digit}=`, `${before}/${digit}==`]) {
          expect([text, outcomeOf(() => decodeBase64(text, 0))]).toEqual([
            text,
            expectedOutcome(text),
          ]);
        }
      }
      if (isCanonical(`//${digit}=`)) accepted.one += digit;
      if (isCanonical(`/${digit}==`)) accepted.two += digit;
    }
    expect(accepted).toEqual({ one: 'AEIMQUYcgkosw048', two: 'AQgw' });
  });

  it('takes each of the 65536 UTF-16 units at every place of a group as Buffer takes it', () => {
    const wrong: string[] = [];
    const tryEveryUnit = (base: string, at: number): void => {
      for (let unit = 0; unit <= 0xffff; unit += 1) {
        const text = replaceAt(base, at, String.fromCharCode(unit));
        const isFine = outcomeOf(() => decodeBase64(text, 0)) === 'fine';
        if (isFine !== (unit < 0x80 && isCanonical(text))) wrong.push(`${unit} at ${at}`);
      }
    };
    withoutStacks(() => {
      for (let at = 0; at < 8; at += 1) tryEveryUnit('AB/wAB/w', at);
      for (let at = 4; at < 8; at += 1) tryEveryUnit('////A/8=', at);
    });
    expect(wrong).toEqual([]);
  });

  it('accepts of any text only what is canonical, and then decodes it as Buffer does', () => {
    const unit = fc.constantFrom(...Array.from('AQgw/+z09=-_ \n\u0141\u1041\uffff'));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 12 }), (units) => {
        const text = units.join('');
        const outcome = expectedOutcome(text);
        expect([text, outcomeOf(() => decodeBase64(text, 0))]).toEqual([text, outcome]);
        if (outcome !== 'fine') return;
        expect(Buffer.from(decodeBase64(text, 0))).toEqual(Buffer.from(text, 'base64'));
      }),
      { seed: 4648, numRuns: 5000 },
    );
  });

  it('says where the first wrong character is, and nothing of the others', () => {
    expect(() => decodeBase64('007AAAA AAA', 3)).toThrow(/character 8 is U\+0020/);
    expect(() => decodeBase64('007AAAAAA\ud83dA', 3)).toThrow(/character 10 is U\+D83D/);
  });
});
