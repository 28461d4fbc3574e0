import { assert, domain, oneof, property, string, webAuthority } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidDomainError } from './errors.js';
import { parseDomainName, parseKnownDomainName } from './parse-domain-name.js';

describe('parseDomainName', () => {
  it.each([
    ['push.example.com', 'push.example.com'],
    ['PUSH.Example.COM', 'push.example.com'],
    ['a.b', 'a.b'],
    ['1.2.3.4a', '1.2.3.4a'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['push.localhost', 'push.localhost'],
    [`${'a'.repeat(63)}.example`, `${'a'.repeat(63)}.example`],
  ])('keeps %s as %s', (text, name) => {
    expect([parseDomainName(text), parseKnownDomainName(text)]).toEqual([name, name]);
  });

  it('gives a host name that URLs keep, or refuses by its code', () => {
    const outcomeOf = (text: string): string => {
      const name = parseKnownDomainName(text);
      if (name === undefined) return codeOf(text);
      return new URL(`http://${name}/`).hostname === name ? 'kept' : name;
    };
    assert(
      property(oneof(domain(), string(), webAuthority()), (text) => {
        expect(outcomeOf(text)).toBeOneOf(['kept', 'invalid_domain']);
      }),
    );
  });
});

/** The code of the error that a name leads to. */
function codeOf(text: string): string {
  try {
    return parseDomainName(text);
  } catch (error) {
    return error instanceof InvalidDomainError ? error.code : String(error);
  }
}
