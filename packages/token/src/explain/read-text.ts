import { TokenRejectedError } from '../errors.js';
import { decodeToken, type DecodedToken } from '../v007/decode.js';
import { MAX_CONTENT_BYTES, maxCharacters } from '../v007/envelope.js';
import { INNER_REPAIRS, OUTER_REPAIRS, type Repair } from './repairs.js';

/** What is said of a text that is longer: nothing is tried. Some room is left for what stands around a token. */
const MAX_CHARACTERS: number = maxCharacters(MAX_CONTENT_BYTES) + 8192;
/** What is peeled off may have something else to peel off below it. */
const OUTER_ROUNDS = 2;

/** A text, and the token in it, as far as it can be found. */
export type ReadText =
  | { readonly kind: 'read'; readonly decoded: DecodedToken }
  | {
      readonly kind: 'repaired';
      readonly decoded: DecodedToken;
      readonly repairs: readonly Repair[];
      /** Why the text itself is refused. */
      readonly error: TokenRejectedError;
    }
  | {
      readonly kind: 'unreadable';
      /** What is left when all is peeled off that stands around the text. */
      readonly core: string;
      /** What was peeled off. */
      readonly repairs: readonly Repair[];
      /** Why that is refused which is left. */
      readonly error: TokenRejectedError;
    };

/** What comes of taking a text apart. */
type Attempt = DecodedToken | TokenRejectedError;

/** Takes a token apart, with a copy of its content, because others will be taken apart before it is looked at. */
function tryToDecode(text: string): Attempt {
  try {
    const { claims, content } = decodeToken(text, MAX_CONTENT_BYTES);
    return { claims, content: content.slice() };
  } catch (error) {
    if (error instanceof TokenRejectedError) return error;
    throw error;
  }
}

/** How far repairs have come. */
interface Repaired {
  readonly text: string;
  readonly repairs: readonly Repair[];
  /** What comes of taking the text apart. */
  readonly attempt: Attempt;
}

/** Applies one repair after the other to what the one before made, until the text can be read. */
function applyRepairs(start: Repaired, rows: readonly Repair[]): Repaired {
  let { text, repairs, attempt } = start;
  for (const repair of rows) {
    const next = repair.apply(text);
    if (next === undefined || next === text) continue;
    text = next;
    repairs = repairs.includes(repair) ? repairs : [...repairs, repair];
    attempt = tryToDecode(text);
    if (!(attempt instanceof TokenRejectedError)) break;
  }
  return { text, repairs, attempt };
}

/** All rounds in one list. */
const OUTER_ROWS: readonly Repair[] = Array.from(
  { length: OUTER_ROUNDS },
  () => OUTER_REPAIRS,
).flat();

/**
 * Reads a text, with repairs where it needs them: first what stands around a token is peeled off, then what happened
 * inside is undone, in each of a few ways. A fixed number of attempts.
 */
export function readText(text: string): ReadText {
  const error = tryToDecode(text);
  if (!(error instanceof TokenRejectedError)) return { kind: 'read', decoded: error };
  if (text.length > MAX_CHARACTERS) return { kind: 'unreadable', error, core: '', repairs: [] };
  const peeled = applyRepairs({ text, repairs: [], attempt: error }, OUTER_ROWS);
  const { text: core, repairs, attempt } = peeled;
  if (!(attempt instanceof TokenRejectedError)) {
    return { kind: 'repaired', decoded: attempt, repairs, error };
  }
  for (const branch of INNER_REPAIRS) {
    const repaired = applyRepairs(peeled, branch);
    if (!(repaired.attempt instanceof TokenRejectedError)) {
      return { kind: 'repaired', decoded: repaired.attempt, repairs: repaired.repairs, error };
    }
  }
  return { kind: 'unreadable', core, repairs, error: attempt };
}

/**
 * Whether a text is the beginning of a token: its groups of four can be unpacked, up to where they end. One that has its
 * padding still has its end.
 */
export function isTruncated(text: string): boolean {
  if (text.endsWith('=')) return false;
  const digits = text.replace(/[-\s]/g, '+').replaceAll('_', '/');
  const whole = digits.slice(0, digits.length - ((digits.length - 3) % 4));
  const attempt = tryToDecode(whole);
  return attempt instanceof TokenRejectedError && attempt.code === 'truncated';
}
