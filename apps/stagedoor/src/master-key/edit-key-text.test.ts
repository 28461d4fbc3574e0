import { createHash } from 'node:crypto';
import { parseMasterKeys } from '@stagedoor/platform';
import { describe, expect, it } from 'vitest';
import { addKeyToText, type NewKey, removeKeysFromText, writeKeyText } from './edit-key-text.js';

const ORIGIN = 'the test';
const keyNamed = (name: string): NewKey => ({
  key: createHash('sha256').update(name).digest(),
  madeAt: 1_700_000_000,
});
const hexOf = (name: string): string => Buffer.from(keyNamed(name).key).toString('hex');
const idOf = (name: string): string => parseMasterKeys(hexOf(name), ORIGIN)[0]?.id ?? '';
const keysOf = (text: string): readonly string[] =>
  parseMasterKeys(text, ORIGIN).map(({ key }) => Buffer.from(key).toString('hex'));

describe('a text of master keys', () => {
  it('begins with one key and says when it was made', () => {
    const text = writeKeyText(keyNamed('a'), ORIGIN);
    expect(keysOf(text)).toEqual([hexOf('a')]);
    expect(text).toContain(`# key ${idOf('a')}, made 2023-11-14T22:13:20Z\n${hexOf('a')}\n`);
  });

  it('takes new keys in front, each with its own remark', () => {
    const first = writeKeyText(keyNamed('a'), ORIGIN);
    const text = addKeyToText(addKeyToText(first, keyNamed('b'), ORIGIN), keyNamed('c'), ORIGIN);
    expect(keysOf(text)).toEqual(['c', 'b', 'a'].map(hexOf));
    const head = first.slice(0, first.indexOf('# key'));
    expect(text.startsWith(head)).toBe(true);
    const lines = text.split('\n');
    for (const name of ['a', 'b', 'c']) {
      const above = lines[lines.indexOf(hexOf(name)) - 1];
      expect(above?.startsWith(`# key ${idOf(name)},`)).toBe(true);
    }
  });

  it('is the same again without the keys that were added', () => {
    const first = writeKeyText(keyNamed('a'), ORIGIN);
    const added = addKeyToText(first, keyNamed('b'), ORIGIN);
    expect(removeKeysFromText(added, [idOf('b')], ORIGIN)).toBe(first);
    expect(removeKeysFromText(added, [], ORIGIN)).toBe(added);
  });

  it.each([
    (a: string, b: string, c: string) => `${a}\n${b}\n${c}`,
    (a: string, b: string, c: string) => `${a} ${b},${c} # all of them\n`,
    (a: string, b: string, c: string) => `# mine\r\n${a}\r\n\r\n${b} # the middle\r\n${c}\r\n`,
  ])('keeps what people wrote into it, example %#', (write) => {
    const text = write(hexOf('a'), hexOf('b'), hexOf('c'));
    expect(keysOf(removeKeysFromText(text, [idOf('b')], ORIGIN))).toEqual(['a', 'c'].map(hexOf));
    expect(keysOf(addKeyToText(text, keyNamed('d'), ORIGIN))).toEqual(
      ['d', 'a', 'b', 'c'].map(hexOf),
    );
    const mine = removeKeysFromText(text, [idOf('b')], ORIGIN);
    expect(mine.includes('# mine')).toBe(text.includes('# mine'));
  });
});
