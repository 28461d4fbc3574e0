import { describe, expect, it } from 'vitest';
import { ALL_KNOWN } from '../../test/explained-token.js';
import { CERTIFICATE, forgeToken } from '../../test/forge-token.js';
import { parseKnown } from './parse-known.js';
import { listBounded, quoteWithLength, quoteText } from './quote-text.js';

const facts = parseKnown({ ...ALL_KNOWN, customerSecret: 'a+(b$&.*' });

describe('quoteText', () => {
  it.each([
    ['stage-1', '"stage-1"'],
    ['a"\n', String.raw`"a\"\n"`],
    [`x${CERTIFICATE.toLowerCase()}y`, '"x…y"'],
    [`x${forgeToken({})}`, '"x…"'],
    ['xA+(B$&.*y', '"x…y"'],
    [`İ${CERTIFICATE}İa+(b$&.*${CERTIFICATE}`, '"İ…İ……"'],
    ['a'.repeat(513), 'a text of 513 characters'],
  ])('shows %j as %s', (text, shown) => {
    expect(quoteText(text, facts)).toBe(shown);
  });

  it('says the length where it matters', () => {
    expect(quoteWithLength('a', facts)).toBe('"a" (1 character)');
    expect(quoteWithLength('a ', facts)).toBe('"a " (2 characters)');
  });
});

describe('listBounded', () => {
  it('says five, and how many more', () => {
    expect(listBounded(['1', '2'])).toBe('1, 2');
    expect(listBounded(['1', '2', '3', '4', '5', '6', '7'])).toBe('1, 2, 3, 4, 5 and 2 more');
  });
});
