import { describe, expect, it } from 'vitest';
import { parseSettingText } from './parse-setting-text.js';

describe('parseSettingText', () => {
  it.each([
    ['number', ' 80 ', 80],
    ['number', '8e1', '8e1'],
    ['number', '-1', '-1'],
    ['number', '9'.repeat(30), '9'.repeat(30)],
    ['switch', 'true', true],
    ['switch', '0', false],
    ['switch', 'yes', 'yes'],
    ['switch', 'constructor', 'constructor'],
    ['list', 'a, b,,c ', ['a', 'b', 'c']],
    ['list', '', []],
    ['numbers-by-name', 'a=1, b=2', { a: 1, b: 2 }],
    ['numbers-by-name', 'a=1=2', 'a=1=2'],
    ['numbers-by-name', 'off', 'off'],
    ['text', ' as it is ', 'as it is'],
  ] as const)('as %s, %j is %j', (form, text, value) => {
    expect(parseSettingText(text, form)).toEqual(value);
  });
});
