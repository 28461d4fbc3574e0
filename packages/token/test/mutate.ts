import type { RandomSource } from './random-source.js';

/** One small damage to some bytes: a bit, a byte, a cut, an insertion, a removal, a swap of parts, an addition. */
export function mutateBytes(bytes: Uint8Array, random: RandomSource): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = random.below(copy.length);
  switch (random.below(7)) {
    case 0:
      copy[at]! ^= 1 << random.below(8);
      return copy;
    case 1:
      copy[at] = random.below(256);
      return copy;
    case 2:
      return copy.subarray(0, at);
    case 3:
      return Uint8Array.of(...copy.subarray(0, at), random.below(256), ...copy.subarray(at));
    case 4:
      return Uint8Array.of(...copy.subarray(0, at), ...copy.subarray(at + 1 + random.below(3)));
    case 5:
      copy.copyWithin(at, random.below(copy.length), random.below(copy.length));
      return copy;
    default:
      return Uint8Array.of(...copy, ...random.bytes(1 + random.below(4)));
  }
}

/** `text` with the UTF-16 unit at `at` replaced. */
export function replaceAt(text: string, at: number, replacement: string): string {
  return text.slice(0, at) + replacement + text.slice(at + 1);
}
