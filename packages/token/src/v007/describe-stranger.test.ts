import { describe, expect, it } from 'vitest';
import { describeStranger } from './describe-stranger.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
const HEX_40 = '005f0e1d2c3b4a59687706f5e4d3c2b1a0918273';
const TIME = '1700000000';
const SALT = '00bc614e';
/** One of each, with the words that its description must have. */
const KNOWN: readonly (readonly [kind: string, text: string, words: RegExp])[] = [
  ['006', `006${APP_ID}IABPrcuQ`, /format 006 .*verifyToken006 of @stagedoor\/token\/006/],
  ['005', '005AgAoADIz', /version 005 .*issueToken/],
  ['004', `004${HEX_40}${APP_ID}${TIME}${SALT}1700003600`, /version 004 .*issueToken/],
  ['003', `003${HEX_40}${APP_ID}${TIME}${SALT}00000000071700003600`, /version 003 .*issueToken/],
  ['90 characters', `${HEX_40}${APP_ID}${TIME}${SALT}`, /before all versions.*issueToken/],
  [
    '110 characters',
    `${HEX_40}${APP_ID}${TIME}${SALT}00000000071700003600`,
    /before all versions.*issueToken/,
  ],
  ['Signaling', `1:${APP_ID}:1700003600:${APP_ID}`, /Signaling.*rtm\(/],
  ['a quote', '"007abc', /quote/],
  ['a line break', '\n007abc', /space/],
  ['a scheme', 'Bearer 007abc', /scheme/],
];

describe('describeStranger', () => {
  it.each(KNOWN)('names %s and says what to do', (_kind, text, words) => {
    expect(describeStranger(text)).toMatch(words);
  });

  it('has the lengths of the versions right', () => {
    expect(KNOWN.slice(2, 6).map(([, { length }]) => length)).toEqual([103, 113, 90, 110]);
  });

  it('tells the kinds from other texts, and each from the others', () => {
    const older = ['006abc', '005abc', '004abc', '003abc'].map(describeStranger);
    expect(new Set(older).size).toBe(4);
    const quoted = ['"007abc', "'007abc", ' 007abc', '\n007abc'].map(describeStranger);
    const schemes = ['Bearer 007abc', 'bearer 007abc', 'agora token=007abc', 'Agora Token=007abc'];
    const scheme = schemes.map(describeStranger);
    const others = ['hello', '002abc', '008abc', 'abc007', APP_ID, '1:2:3:4'].map(describeStranger);
    expect(new Set(quoted).size).toBe(1);
    expect(new Set(scheme).size).toBe(1);
    expect(new Set(others).size).toBe(1);
    for (const [, text] of KNOWN) expect(others).not.toContain(describeStranger(text));
  });

  it('takes only what is as long as those without a version', () => {
    const [other] = ['hello'].map(describeStranger);
    // Not of the digits of a version.
    const hex = HEX_40.replace('005', 'abc');
    for (const text of [
      `${hex}${APP_ID}${TIME}${SALT}0`,
      `${hex}${APP_ID}${TIME}`,
      `${hex}${APP_ID}${TIME}${SALT}000000000717000036000`,
      `x${hex}${APP_ID}${TIME}${SALT}`,
    ]) {
      expect(describeStranger(text)).toBe(other);
    }
  });

  it('never repeats the text, which could be a secret', () => {
    const secret = 'A1b2C3d4E5f60718293a4B5c6D7e8F90';
    for (const before of ['', '006', '005', '1:', '"', ' ', 'Bearer ', 'agora token=']) {
      expect(describeStranger(before + secret)).not.toContain(secret.slice(0, 4));
    }
    for (const [, text] of KNOWN) expect(describeStranger(text)).not.toContain(APP_ID.slice(0, 6));
  });
});
