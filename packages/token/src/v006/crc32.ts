const UTF8 = new TextEncoder();

/** The polynomial of IEEE 802.3, lowest power in the highest bit: RFC 1952, section 8. */
const POLYNOMIAL = 0xedb8_8320;

/**
 * The CRC-32 of `text` in UTF-8, as an unsigned 32-bit number: the one of zip and gzip. Bit by bit, without a table:
 * what a token holds checksums of is a few bytes long.
 *
 * A checksum, no proof: other texts with the same one are easy to find.
 */
export function crc32(text: string): number {
  const room = new Uint8Array(text.length * 3);
  let crc = -1;
  for (const byte of room.subarray(0, UTF8.encodeInto(text, room).written)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (-(crc & 1) & POLYNOMIAL);
  }
  return ~crc >>> 0;
}
