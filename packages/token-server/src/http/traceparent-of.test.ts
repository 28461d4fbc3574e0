import { describe, expect, it } from 'vitest';
import { traceparentOf } from './traceparent-of.js';

const read = (given: string | undefined): string | undefined =>
  traceparentOf({ header: (name) => (name === 'traceparent' ? given : undefined) });

// The example of W3C Trace Context, section 3.2.2.
const SAMPLE = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('traceparentOf', () => {
  it.each([SAMPLE, SAMPLE.replace(/^00/, 'cc'), `${SAMPLE.replace(/^00/, '01')}-what-comes`])(
    'takes a well-formed one as it is: %s',
    (value) => {
      expect(read(value)).toBe(value);
    },
  );

  it.each([
    undefined,
    '',
    SAMPLE.toUpperCase(),
    SAMPLE.replace(/^00/, 'ff'),
    `${SAMPLE}-more`,
    `${SAMPLE}, ${SAMPLE}`,
    `${SAMPLE}\n`,
    SAMPLE.slice(1),
    SAMPLE.replace('4bf92f3577b34da6a3ce929d0e0e4736', '0'.repeat(32)),
    SAMPLE.replace('00f067aa0ba902b7', '0'.repeat(16)),
    `01${SAMPLE.slice(2)}-${'x'.repeat(300)}`,
  ])('takes no other: %j', (value) => {
    expect(read(value)).toBeUndefined();
  });
});
