import { createRequire } from 'node:module';
import type * as Official from 'agora-token';
import { vi } from 'vitest';
import { contentOf } from './official-tokens.js';

/** What comes of a call: the content of a token, an empty text, or an error of a built-in class. */
export type Outcome =
  | { readonly kind: 'token'; readonly contentHex: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'error'; readonly errorClass: string; readonly code: unknown };

/** The package itself, all types aside: what it does with arguments that its types forbid is wanted too. */
export const official: typeof Official = createRequire(import.meta.url)(
  'agora-token',
) as typeof Official;

/** Where the salt stands in the content of a token with a 32-character App ID. */
const SALT_OFFSET = 76;
/** The package draws from 1 to this. */
const MAX_SALT = 99_999_999;

/** The built-in classes, the narrowest first: instances of subclasses count as theirs. */
const ERROR_CLASSES = [RangeError, TypeError, URIError, Error];

/** Runs a call to its outcome. */
export function outcomeOf(call: () => unknown): Outcome {
  try {
    const result = call();
    if (typeof result !== 'string') throw new Error(`no text: ${typeof result}`);
    return result === ''
      ? { kind: 'empty' }
      : { kind: 'token', contentHex: contentOf(result).toString('hex') };
  } catch (error) {
    const found = ERROR_CLASSES.find((errorClass) => error instanceof errorClass);
    const { code } = error as { readonly code?: unknown };
    return { kind: 'error', errorClass: found?.name ?? 'none', code };
  }
}

/** The salt of a token. */
export const saltOf = (contentHex: string): number =>
  Buffer.from(contentHex.slice(0, 2 * SALT_OFFSET + 8), 'hex').readUInt32LE(SALT_OFFSET);

/** Makes the package draw `salt`. */
export function stubSalt(salt: number): void {
  vi.spyOn(Math, 'random').mockReturnValue((salt - 0.5) / MAX_SALT);
}
