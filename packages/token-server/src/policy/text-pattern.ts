import { parseText } from './document/parse-value.js';
import type { Place } from './document/place.js';

/** The texts around each `*`: one where there is none. */
export interface TextPattern {
  readonly text: string;
  readonly pieces: readonly string[];
}

const MAX_PATTERN_LENGTH = 256;

/** A text in which `*` stands for any characters, at least one. There is no other special character and no escape. */
export function parseTextPattern(value: unknown, place: Place): TextPattern {
  const text = parseText(value, place, MAX_PATTERN_LENGTH);
  if (text.includes('**'))
    place.refuse('has two * beside each other; one stands for any characters');
  return { text, pieces: text.split('*') };
}

/** Where the piece begins, at the earliest behind `start` and the one character that a `*` stands for at least. */
const findPiece = (text: string, piece: string, start: number): number =>
  text.indexOf(piece, start + 1);

/**
 * Whether the whole text is of the pattern: letter case counts, and nothing is normalized. Takes each piece where it comes
 * first, which needs no second try, so the time is at most the product of the two lengths.
 */
export function matchesPattern({ pieces }: TextPattern, text: string): boolean {
  const [first = '', ...others] = pieces;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let end = first.length;
  for (const piece of others) {
    const found = findPiece(text, piece, end);
    if (found === -1) return false;
    end = found + piece.length;
  }
  return text.length - last.length > end && text.endsWith(last);
}

/** Whether the text is of one of the patterns. */
export const matchesAny = (patterns: readonly TextPattern[], text: string): boolean =>
  patterns.some((pattern) => matchesPattern(pattern, text));
