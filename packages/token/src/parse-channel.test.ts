import { describe, expect, it } from 'vitest';
import { codeOf, outcomeOf } from '../test/catch-token-error.js';
import { parseChannel } from './parse-channel.js';

/** The characters that Agora documents for channel names. */
const DOCUMENTED =
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&()+-:;<=.>?@[]^_{}|~,';

describe('parseChannel', () => {
  it('takes the documented characters, and no other unit of UTF-16', () => {
    const accepted: string[] = [];
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const text = String.fromCharCode(unit);
      if (outcomeOf(() => parseChannel(`a${text}b`)) === 'fine') accepted.push(text);
    }
    expect(accepted.toSorted()).toEqual(Array.from(DOCUMENTED).toSorted());
  });

  it('takes each documented character alone and gives it back as it is', () => {
    for (const character of DOCUMENTED) expect(parseChannel(character)).toBe(character);
  });

  it('takes up to 63 characters', () => {
    expect(parseChannel('x'.repeat(63))).toBe('x'.repeat(63));
    expect(codeOf(() => parseChannel('x'.repeat(64)))).toBe('invalid_channel');
    expect(() => parseChannel('x'.repeat(64))).toThrow(/\b64\b/);
  });

  it.each([
    ['', 'empty'],
    ['*', '"*"'],
    ['a/b', '"/"'],
    ['a\n', String.raw`"\n"`],
    ['bühne', '"ü"'],
    ['😀', '"😀"'],
    ['\ud83d', String.raw`"\ud83d"`],
  ])('refuses %j and says why', (channel, reason) => {
    expect(codeOf(() => parseChannel(channel))).toBe('invalid_channel');
    expect(() => parseChannel(channel)).toThrow(reason);
  });

  it.each([undefined, null, 7, Number.NaN, {}, ['stage-1'], Symbol('x')])(
    'refuses what is no text: %s',
    (channel) => {
      expect(codeOf(() => parseChannel(channel))).toBe('invalid_channel');
    },
  );
});
