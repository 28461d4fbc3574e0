/** Reflected: ISO/IEC 8802-3, section 3.2.8. */
const POLYNOMIAL = 0xedb8_8320;

function computeRow(index: number): number {
  let row = index;
  for (let bit = 0; bit < 8; bit += 1) row = row & 1 ? (row >>> 1) ^ POLYNOMIAL : row >>> 1;
  return row;
}

const TABLE = /* @__PURE__ */ Uint32Array.from({ length: 256 }, (_, index) => computeRow(index));

/** CRC-32 of bytes, as gzip and zip have it: an unsigned integer of 32 bits. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffff_ffff) >>> 0;
}
