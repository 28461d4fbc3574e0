import * as fc from 'fast-check';

/** Well-formed texts of characters that take one to four bytes of UTF-8, the ends of each range often among them. */
export function anyText(constraints: {
  minLength?: number;
  maxLength: number;
}): fc.Arbitrary<string> {
  const point = fc.oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.integer({ min: 0x80, max: 0x7ff }),
    fc.integer({ min: 0x800, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0xffff }),
    fc.integer({ min: 0x10000, max: 0x10ffff }),
  );
  return fc.array(point, constraints).map((points) => String.fromCodePoint(...points));
}
