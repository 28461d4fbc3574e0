import { createKey, hmacOfBytes } from '../hmac/hmac-sha256.js';
import type { Certificate } from '../parse-project.js';

const UTF8 = new TextEncoder();
const MAX_BYTES_PER_UNIT = 3;

/** The texts that a signature of format 006 is over, before the message. */
export interface SignedParts {
  readonly appId: string;
  /** The channel name; for Signaling the user ID. */
  readonly channel: string;
  /** The uid in decimal, or the account; empty for any user, and for Signaling. */
  readonly uid: string;
}

/**
 * The signature of format 006, as the first 8 words of a new array. `message` is passed on as it was received:
 *
 *     signature = HMAC(key: certificate, message: App ID + channel + uid + message)
 *
 * Nothing stands between channel and uid. So `room1` with `23` and `room12` with `3` have one signature: a flaw of the
 * format, which nothing here can mend.
 */
export function computeSignature(
  certificate: Certificate,
  { appId, channel, uid }: SignedParts,
  message: Uint8Array,
): Int32Array {
  const text = appId + channel + uid;
  const signed = new Uint8Array(text.length * MAX_BYTES_PER_UNIT + message.length);
  const { written } = UTF8.encodeInto(text, signed);
  signed.set(message, written);
  const keyBytes = new Uint8Array(certificate.length);
  UTF8.encodeInto(certificate, keyBytes);
  const mac = createKey();
  hmacOfBytes(createKey(keyBytes), signed.subarray(0, written + message.length), 0, mac);
  return mac;
}
