import { describe, expect, it } from 'vitest';
import { findBodyVariable, findVariable, isPlaceholder } from './find-variable.js';

describe('findVariable', () => {
  it.each([
    ['a {{id}} b', '{{id}}'],
    ['a ${ID} b', '${ID}'],
    ['a $ID b', '$ID'],
    ['$(cat secret)', '$(cat secret)'],
    ['%APP_ID%', '%APP_ID%'],
    ['<customer id>', '<customer id>'],
    ['your_app_id', 'your_app_id'],
  ])('finds one in %j', (text, found) => {
    expect(findVariable(text)?.text).toBe(found);
  });

  it.each(['', 'abc', '{"a":{"b":{}}}', '%20%c3', 'a$', '$5', '< b', 'a%2Fb%2Fc', 'MyOur_id'])(
    'finds none in %j',
    (text) => {
      expect(findVariable(text)).toBeUndefined();
    },
  );
});

describe('findBodyVariable', () => {
  it('finds only what can be nothing else', () => {
    expect(findBodyVariable('{"a": "{{b}}"}')?.text).toBe('{{b}}');
    for (const text of ['<b>', '$5 and $HOME', '{"a":{"b":{}}}', 'your_id']) {
      expect(findBodyVariable(text)).toBeUndefined();
    }
  });
});

describe('isPlaceholder', () => {
  it.each([
    ['undefined', true],
    ['None', true],
    ['[object Promise]', true],
    ['', false],
    ['undefined1', false],
  ])('of %j is %s', (text, is) => {
    expect(isPlaceholder(text)).toBe(is);
  });
});
