import { hmacSha256, sha256 } from '@stagedoor/token/sha256';
import { bytesOfHex, bytesOfText, hexOfBytes } from './hex.js';
import { outcomeOf, type Trial } from './trial.js';
import type { DigestVector, MacVector } from './vectors.js';

/** Whether SHA-256 of the message is what the vector says. */
export function tryDigest(vector: DigestVector): Trial {
  const { name, messageHex, text = '', repeat = 1, digestHex } = vector;
  const message =
    messageHex === undefined ? bytesOfText(text.repeat(repeat)) : bytesOfHex(messageHex);
  const got = outcomeOf(() => hexOfBytes(sha256(message)));
  return { name, got, wanted: digestHex, detail: '' };
}

/** Whether HMAC-SHA-256 of the message is what the vector says, or is not, where the vector is a wrong one. */
export function tryMac({ name, keyHex, messageHex, macHex, valid = true }: MacVector): Trial {
  const mac = outcomeOf(() =>
    hexOfBytes(hmacSha256(bytesOfHex(keyHex), bytesOfHex(messageHex))).slice(0, macHex.length),
  );
  const got = mac === macHex ? 'equal' : 'different';
  return { name, got, wanted: valid ? 'equal' : 'different', detail: mac };
}
