import { describe, expect, it } from 'vitest';
import { catchTokenError } from '../test/catch-token-error.js';
import { replaceAt } from '../test/mutate.js';
import { isHex32, parseAppId, parseCertificate } from './parse-project.js';

const HEX = '0123456789abcdefABCDEF9876543210';

describe.each([
  { name: 'parseAppId', parse: parseAppId, code: 'invalid_app_id' },
  { name: 'parseCertificate', parse: parseCertificate, code: 'invalid_certificate' },
])('$name', ({ parse, code }) => {
  it('takes 32 hex characters and keeps the case of the letters', () => {
    expect(parse(HEX)).toBe(HEX);
  });

  it('refuses every other character, at both ends', () => {
    const hexDigit = /[0-9a-fA-F]/;
    for (let unit = 0; unit < 300; unit += 1) {
      const character = String.fromCharCode(unit);
      if (hexDigit.test(character)) continue;
      for (const at of [0, 31]) {
        expect(catchTokenError(() => parse(replaceAt(HEX, at, character))).code).toBe(code);
      }
    }
  });

  it.each(['', HEX.slice(1), `${HEX}0`, `${HEX}\n`, ` ${HEX}`, `0x${HEX.slice(2)}`])(
    'refuses %j',
    (value) => {
      expect(catchTokenError(() => parse(value)).code).toBe(code);
    },
  );

  it.each([undefined, null, 7, {}, [HEX], { toString: () => HEX }])(
    'refuses what is no text: %s',
    (value) => {
      expect(catchTokenError(() => parse(value)).code).toBe(code);
    },
  );

  it('says what is wrong without the text itself', () => {
    const almost = replaceAt(HEX, 5, 'x');
    expect(catchTokenError(() => parse(almost)).message).not.toContain(almost.slice(6, 20));
    expect(catchTokenError(() => parse('abc')).message).toMatch(/\b3\b/);
    expect(catchTokenError(() => parse(undefined)).message).toMatch(/undefined/);
  });
});

describe('isHex32', () => {
  it('is true of 32 hex characters in any letter case, and of nothing else', () => {
    expect(isHex32(HEX)).toBe(true);
    const others = [
      '',
      HEX.slice(1),
      `${HEX}0`,
      `${HEX}\n`,
      `g${HEX.slice(1)}`,
      undefined,
      null,
      7,
    ];
    for (const value of [...others, [HEX], Object(HEX)]) expect(isHex32(value)).toBe(false);
  });
});
