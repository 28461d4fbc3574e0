import { assert, pre, property, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MasterKeyInvalidError } from './errors.js';
import { parseMasterKeyLines, parseMasterKeys } from './parse-master-keys.js';

const FIRST = '3f9a1c5e7b2d48069cf0e1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6';
const SECOND = 'b1946ac92492d2347c6235b4d2611184aa0bd53c8c8e8b6c2f1e0d9c8b7a6958';
const read = (text: string): readonly string[] =>
  parseMasterKeys(text, 'the test').map(({ key }) => Buffer.from(key).toString('hex'));

describe('parseMasterKeys', () => {
  it('reads hex and both kinds of base64', () => {
    const bytes = Buffer.from(FIRST, 'hex');
    expect(read(FIRST.toUpperCase())).toEqual([FIRST]);
    expect(read(bytes.toString('base64'))).toEqual([FIRST]);
    expect(read(bytes.toString('base64url'))).toEqual([FIRST]);
  });

  it.each([
    `${FIRST}\n${SECOND}\n`,
    `${FIRST},${SECOND}`,
    `  ${FIRST} ${SECOND}  `,
    `# made today\r\n${FIRST} # the new one\r\n\r\n# before\r\n${SECOND}`,
    `${FIRST}\n${SECOND}\n${FIRST}`,
  ])('keeps the order and leaves remarks out, example %#', (text) => {
    expect(read(text)).toEqual([FIRST, SECOND]);
  });

  it('gives a key the same ID wherever it stands, and others another', () => {
    const [first, second] = parseMasterKeys(`${FIRST}\n${SECOND}`, 'the test');
    const [again] = parseMasterKeys(Buffer.from(FIRST, 'hex').toString('base64'), 'another');
    expect(again?.id).toBe(first?.id);
    expect(second?.id).not.toBe(first?.id);
    expect(first?.id).toMatch(/^[0-9a-f]{8}$/);
    expect(FIRST).not.toContain(first?.id);
  });

  it.each(['', '\n\n', '# only a remark'])('refuses %j, which holds none', (text) => {
    expect(() => read(text)).toThrow('the test holds no master key');
  });

  it.each([
    FIRST.slice(1),
    `${FIRST}0`,
    `${FIRST.slice(0, 63)}g`,
    Buffer.from(FIRST, 'hex').subarray(1).toString('base64'),
    `\u{1F511}${FIRST}`,
    'x'.repeat(1_000_000),
  ])('refuses what is no key, and shows nothing of it, example %#', (text) => {
    const readBad = (): unknown => read(`${SECOND}\n${text}`);
    expect(readBad).toThrow(expect.objectContaining({ code: 'master_key_invalid' }));
    expect(readBad).toThrow(/^line 2 of the test is no master key/);
    expect(readBad).not.toThrow(text.slice(0, 20));
  });

  it.each([
    '00'.repeat(32),
    '0123456789abcdef'.repeat(4),
    Buffer.alloc(32, 'pass').toString('base64'),
  ])('refuses %s, which nobody drew at random', (text) => {
    expect(() => read(text)).toThrow(MasterKeyInvalidError);
    expect(() => read(text)).toThrow('not random');
  });

  it('takes every key that is random', () => {
    const keys = uint8Array({ minLength: 32, maxLength: 32 });
    assert(
      property(keys, (key) => {
        pre(new Set(key).size >= 12);
        const hex = Buffer.from(key).toString('hex');
        expect(read(Buffer.from(key).toString('base64'))).toEqual([hex]);
        expect(read(hex)).toEqual([hex]);
      }),
    );
  });
});

describe('parseMasterKeyLines', () => {
  it('says where each key stands', () => {
    const lines = parseMasterKeyLines(`# a\n${FIRST}\n\n${SECOND}, ${FIRST}`, 'the test');
    expect(lines.map(({ line }) => line)).toEqual([2, 4, 4]);
  });
});
