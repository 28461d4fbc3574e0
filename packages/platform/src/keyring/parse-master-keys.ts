import { createHmac } from 'node:crypto';
import { KEY_BYTES } from './aes-gcm.js';
import { MasterKeyInvalidError } from './errors.js';
import type { MasterKey } from './master-key.js';

const ID_LENGTH = 8;
const HEX = /^[0-9a-f]{64}$/i;
/** Of either alphabet. */
const BASE64 = /^[\w+/-]{43}=?$/;
/** 32 random bytes have some thirty; so few come from a keyboard or a placeholder. */
const MIN_DISTINCT_BYTES = 12;

/** A key and the line of the text that it stands in, from 1 on. */
export interface MasterKeyLine extends MasterKey {
  readonly line: number;
}

/** What tells a master key from others, and nothing about it. It follows from the key, so that no key has a wrong one. */
function masterKeyIdOf(key: Uint8Array): string {
  return createHmac('sha256', key).update('stagedoor master key').digest('hex').slice(0, ID_LENGTH);
}

function parseKey(word: string, where: string): Uint8Array {
  if (!HEX.test(word) && !BASE64.test(word)) {
    throw new MasterKeyInvalidError(
      `${where} is no master key: 32 random bytes are needed as 64 hex characters or as base64, ` +
        'as openssl rand -hex 32 prints them',
    );
  }
  const key = Buffer.from(word, HEX.test(word) ? 'hex' : 'base64');
  if (key.length === KEY_BYTES && new Set(key).size >= MIN_DISTINCT_BYTES) return key;
  throw new MasterKeyInvalidError(
    `${where} is not random: make a master key with openssl rand -hex 32`,
  );
}

/**
 * Every key of the text with its line. Blanks and commas separate keys; what follows `#` in a line is a remark. Throws
 * `master_key_invalid`.
 *
 * @param origin What messages call the text: `STAGEDOOR_MASTER_KEY`.
 */
export function parseMasterKeyLines(text: string, origin: string): readonly MasterKeyLine[] {
  return text.split(/\r?\n/).flatMap((content, index) => {
    const words = content.replace(/#.*/, '').split(/[\s,]+/);
    const line = index + 1;
    return words.filter(Boolean).map((word) => {
      const key = parseKey(word, `line ${line} of ${origin}`);
      return { id: masterKeyIdOf(key), key, line };
    });
  });
}

/**
 * The master keys of the text, each once, in their order: the first one wraps, the others still unwrap. Throws
 * `master_key_invalid`, also where there is none.
 *
 * @param origin What messages call the text: `STAGEDOOR_MASTER_KEY`.
 */
export function parseMasterKeys(text: string, origin: string): readonly MasterKey[] {
  const keys = new Map(parseMasterKeyLines(text, origin).map(({ id, key }) => [id, { id, key }]));
  if (keys.size === 0) throw new MasterKeyInvalidError(`${origin} holds no master key`);
  return [...keys.values()];
}
