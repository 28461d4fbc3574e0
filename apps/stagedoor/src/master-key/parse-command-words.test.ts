import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.js';
import { parseCommandWords } from './parse-command-words.js';

describe('parseCommandWords', () => {
  it.each([
    ['kms-get', ['kms-get']],
    ['  vault kv  get -field=key stagedoor ', ['vault', 'kv', 'get', '-field=key', 'stagedoor']],
    [`aws --query 'Plaintext text' "a b"`, ['aws', '--query', 'Plaintext text', 'a b']],
    [`get a'b c'd ''`, ['get', 'ab cd', '']],
    [
      '["C:\\\\Program Files\\\\kms.exe", "$HOME", "a;b"]',
      ['C:\\Program Files\\kms.exe', '$HOME', 'a;b'],
    ],
    [` ["kms-get"] `, ['kms-get']],
    ['/usr/bin/kms:get@v2 a+b,c%d', ['/usr/bin/kms:get@v2', 'a+b,c%d']],
  ])('reads %s', (text, words) => {
    expect(parseCommandWords(text)).toEqual(words);
  });

  it.each([
    '',
    '   ',
    '[]',
    '[""]',
    '["a", 1]',
    '["a"',
    '{"a": 1}',
    'get | base64',
    'get > file',
    'get; get',
    'get && get',
    'get $KEY',
    'get "$KEY"',
    'get `id`',
    '$(get)',
    "get 'open",
    'get "open',
    'get a\\ b',
    'get *',
    '~/get',
    'get\0',
  ])('refuses %j, which needs a shell or says nothing', (text) => {
    expect(() => parseCommandWords(text)).toThrow(UsageError);
  });

  it('does not take long for a long line', () => {
    expect(parseCommandWords(`get ${'a'.repeat(1_000_000)}`)).toHaveLength(2);
    expect(() => parseCommandWords(`get ${"'a' ".repeat(100_000)}'`)).toThrow(UsageError);
  });
});
