const UTF8 = new TextEncoder();

/** Octets of the longest secret that there is room for, in the longest encoding: three octets for a character. */
const ROOM_BYTES = 192;
const room = /* @__PURE__ */ new Uint8Array(ROOM_BYTES);

/**
 * A secret as UTF-8, in an array of its own. For as short a text as a secret, encoders that make the array themselves
 * take three times as long.
 */
export function encodeSecret(secret: string): Uint8Array {
  if (secret.length * 3 > ROOM_BYTES) return UTF8.encode(secret);
  const { written } = UTF8.encodeInto(secret, room);
  const octets = room.slice(0, written);
  room.fill(0, 0, written);
  return octets;
}
