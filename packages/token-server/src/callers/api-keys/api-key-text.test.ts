import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { drawApiKeyId, drawApiKeyText, hashApiKeyText, parseApiKeyId } from './api-key-text.js';

/** As the guide gives it to secret scanners. */
const SCANNER = /\bsd_[0-9A-Za-z]{10}_[0-9A-Za-z]{49}\b/;

const MALFORMED = expect.objectContaining({ code: 'api_key_malformed', status: 401 });

describe('the text of an API key', () => {
  it('is one word that scanners find, and differs each time', () => {
    const id = drawApiKeyId(randomBytes);
    const [first, second] = [drawApiKeyText(id, randomBytes), drawApiKeyText(id, randomBytes)];
    expect(first).toHaveLength(63);
    expect(`KEY="${first}";`).toMatch(SCANNER);
    expect(first).not.toBe(second);
    expect(parseApiKeyId(first)).toBe(id);
    expect(drawApiKeyId(randomBytes)).not.toBe(id);
  });

  it('has every bit of the randomness in it', () => {
    const draw = (last: number): string =>
      drawApiKeyText('0000000000', (size) => new Uint8Array(size).fill(255).fill(last, size - 1));
    expect(draw(254)).not.toBe(draw(255));
  });

  it('ends in the CRC-32 of the rest, as other programs compute it', () => {
    const key = drawApiKeyText('abcdefghij', randomBytes);
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    let value = 0;
    for (const digit of key.slice(-6)) value = value * 62 + digits.indexOf(digit);
    expect(value).toBe(crc32(key.slice(0, -6)));
  });

  it('is kept as the SHA-256 of all of it', () => {
    const key = drawApiKeyText('abcdefghij', randomBytes);
    expect(hashApiKeyText(key)).toBe(createHash('sha256').update(key).digest('hex'));
  });

  it('is refused with any one character changed, left out or added', () => {
    const key = drawApiKeyText('abcdefghij', randomBytes);
    for (let at = 0; at < key.length; at += 1) {
      const other = key[at] === 'A' ? 'B' : 'A';
      const changed = `${key.slice(0, at)}${other}${key.slice(at + 1)}`;
      for (const text of [changed, key.slice(0, at) + key.slice(at + 1)]) {
        expect(() => parseApiKeyId(text)).toThrow(MALFORMED);
      }
    }
  });

  it.each(['', 'sd_', 'sd__', 'sd_constructor_x', `sd_${'é'.repeat(10)}_${'a'.repeat(49)}`])(
    'is not %s',
    (text) => {
      expect(() => parseApiKeyId(text)).toThrow(MALFORMED);
    },
  );

  it.each([' ', '\n', '\u0000', 'x'])('is not followed by %j', (tail) => {
    expect(() => parseApiKeyId(drawApiKeyText('abcdefghij', randomBytes) + tail)).toThrow(
      MALFORMED,
    );
  });

  it('is in no error', () => {
    const key = drawApiKeyText('abcdefghij', randomBytes);
    let message = '';
    try {
      parseApiKeyId(key.slice(1));
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('no whole API key');
    expect(message).not.toContain(key.slice(14, 40));
  });
});
