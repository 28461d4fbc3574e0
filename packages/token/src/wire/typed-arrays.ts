/**
 * Reads of typed arrays at an index that is in range. They are dense: the default only tells the compiler so, and costs
 * nothing. One function for each kind of array, so that engines see one kind at each.
 */

/** The byte at `index`. */
export const byteAt = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;

/** The 16-bit number at `index`. */
export const uint16At = (numbers: Uint16Array, index: number): number => numbers[index] ?? 0;

/** The 32-bit number at `index`. */
export const int32At = (numbers: Int32Array, index: number): number => numbers[index] ?? 0;
