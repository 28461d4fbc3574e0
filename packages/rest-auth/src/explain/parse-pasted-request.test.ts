import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RestAuthError } from '../errors.js';
import { parsePastedRequest } from './parse-pasted-request.js';

/** The form of what was read, or the code of the failure. */
function outcomeOf(text: string): string {
  try {
    return parsePastedRequest(text).form;
  } catch (error) {
    if (error instanceof RestAuthError) return error.code;
    throw error;
  }
}

describe('parsePastedRequest', () => {
  it.each([
    ['curl http://a/b', 'curl'],
    ['\uFEFF  $ curl http://a/b', 'curl'],
    ['time curl http://a/b', 'curl'],
    ['/usr/bin/curl http://a/b', 'curl'],
    ['echo x | curl http://a/b -d @-', 'curl'],
    ['GET /b HTTP/1.1\nHost: a\nUser-Agent: curl /8', 'raw'],
    ['GET /curl b HTTP/1.1\nHost: a', 'raw'],
    ['> GET /b HTTP/1.1\n> Host: a\n>', 'raw'],
    ['{"url":"http://a/b"}', 'har'],
    [' [{"request":{"url":"http://a/b"}}]', 'har'],
  ])('recognises %j', (text, form) => {
    expect(parsePastedRequest(text).form).toBe(form);
  });

  it('chooses the entry of a HAR', () => {
    const har = '[{"url":"http://a/b"},{"url":"http://a/c"}]';
    expect(parsePastedRequest(har, { entry: 1 }).request.target).toBe('/c');
  });

  it('fails in one way alone, whatever is pasted', () => {
    const word = fc.oneof(
      fc.constantFrom(
        'curl ',
        '-H ',
        "'",
        '"',
        '\\',
        '^',
        '\n',
        '{',
        'GET / HTTP/1.1\n',
        ': ',
        '$(',
      ),
      fc.string(),
    );
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, (pasted) => {
        expect(outcomeOf(pasted)).toMatch(/^(?:curl|raw|har|pasted_request_unreadable)$/);
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses an empty text', () => {
    expect(() => parsePastedRequest(' \n')).toThrow('it is empty');
  });
});
