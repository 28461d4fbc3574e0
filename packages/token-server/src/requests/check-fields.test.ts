import { describe, expect, it } from 'vitest';
import { checkFields } from './check-fields.js';

const KNOWN = ['service', 'channel', 'uid'];

describe('the fields of a body', () => {
  it('may be any of the known ones', () => {
    expect(() => checkFields(new Map([['channel', 1]]), KNOWN)).not.toThrow();
  });

  it.each([
    ['chanel', 'did you mean channel?'],
    ['Uid', 'did you mean uid?'],
    ['__proto__', 'known are service, channel, uid'],
    ['role', 'known are service, channel, uid'],
  ])('may not be %s, and are told: %s', (name, told) => {
    expect(() => checkFields(new Map([[name, 1]]), KNOWN)).toThrow(
      expect.objectContaining({ code: 'unknown_field', message: expect.stringContaining(told) }),
    );
  });

  it('are not repeated in full where they are long', () => {
    const long = 'x'.repeat(10_000);
    const error = expect.objectContaining({ message: expect.not.stringContaining(long) });
    expect(() => checkFields(new Map([[long, 1]]), KNOWN)).toThrow(error);
  });
});
