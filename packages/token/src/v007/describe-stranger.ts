import { findOlderFormat } from './older-formats.js';

/** A beginning that tells what stands in front of a token, and what to do about it. */
const PREFIXES: readonly { readonly pattern: RegExp; readonly description: string }[] = [
  { pattern: /^["'\s]/, description: 'a quote or a space stands in front; pass the token alone' },
  {
    pattern: /^(bearer|agora token=)/i,
    description: 'the scheme of its header still stands in front; pass the token alone',
  },
];

/** Why a text does not begin as a token must: enough to see the mistake, nothing that could be a secret. */
export function describeStranger(text: string): string {
  const older = findOlderFormat(text);
  if (older !== undefined) return `it is ${older.name}; ${older.fix}`;
  const prefix = PREFIXES.find(({ pattern }) => pattern.test(text));
  return prefix?.description ?? 'this text does not; pass the token alone, as it was issued';
}
