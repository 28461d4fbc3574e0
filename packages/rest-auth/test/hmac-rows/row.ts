import type { AuthErrorCode, Profile, ReceivedRequest } from '../../src/index.js';
import type { Letter } from '../hmac-outcome.js';
import { buildRequest, type RequestDraft } from '../hmac-request.js';

/** The letter of the table, and the code where the table of failures determines it. */
type Expected = Letter | `${Letter} ${AuthErrorCode}`;

/** One input of a row of the conformance table. */
export interface Row {
  /** `K01` to `K79`. */
  readonly id: string;
  /** What is particular about this input. */
  readonly input: string;
  readonly request: ReceivedRequest;
  readonly strict: Expected;
  readonly agora: Expected;
  /** What the operator sets otherwise. */
  readonly profile: Partial<Profile>;
}

/** What is expected: the same of both profiles, or of each. */
export type BothExpected = Expected | { readonly strict: Expected; readonly agora: Expected };

/** An input that is a whole request. */
export function rowOf(
  id: string,
  input: string,
  request: ReceivedRequest,
  expected: BothExpected,
): Row {
  const { strict, agora } =
    typeof expected === 'string' ? { strict: expected, agora: expected } : expected;
  return { id, input, request, strict, agora, profile: {} };
}

/** An input that is signed as the samples sign, but for what `draft` says. */
export const row = (id: string, input: string, draft: RequestDraft, expected: BothExpected): Row =>
  rowOf(id, input, buildRequest(draft), expected);

/** The same input for an operator who sets some parts of the profile. */
export const withProfile = (profile: Partial<Profile>, each: Row): Row => ({ ...each, profile });

/** Every order of some texts. */
export function permute(items: readonly string[]): readonly (readonly string[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permute(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  );
}
