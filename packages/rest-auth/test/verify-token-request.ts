import type { CredentialLookup, HeaderPairs, Principal } from '../src/index.js';
import { basic, verifyRequest } from '../src/index.js';
import { agoraToken, type AgoraTokenExpectation } from '../src/agora-token.js';
import { ISSUED_AT, LOOKUP, withHeaders } from './sample-tokens.js';

/** Ten seconds after the sample tokens were issued. */
export const NOW: number = ISSUED_AT + 10;

/** What the tests differ in. */
interface Surroundings {
  readonly now?: number;
  readonly lookup?: CredentialLookup;
}

/** Verifies a request with these headers at an operation that takes Basic and tokens. */
export function verifyTokenRequest(
  headers: HeaderPairs,
  expectation: AgoraTokenExpectation,
  { now = NOW, lookup = LOOKUP }: Surroundings = {},
): Promise<Principal> {
  const schemes = [basic(), agoraToken(expectation)];
  return verifyRequest(withHeaders(...headers), { schemes, lookup, now: () => now });
}

/** A token in `Authorization`. */
export const shown = (text: string, word = 'agora'): HeaderPairs => [
  ['Authorization', `${word} token=${text}`],
];

/** A token in the headers of older clients. */
export const pairOf = (text: string, uid: string): HeaderPairs => [
  ['x-agora-token', text],
  ['x-agora-uid', uid],
];
