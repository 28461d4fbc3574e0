import { inspectToken, TokenError } from '@stagedoor/token';
import type { HeaderIndex } from '../headers/header-index.js';
import { readInstant } from './hmac/date-findings.js';
import { findShownToken } from './shown-token.js';

function issuedAtOf(text: string): number | undefined {
  try {
    return inspectToken(text).issuedAt;
  } catch (error) {
    if (error instanceof TokenError) return undefined;
    throw error;
  }
}

/**
 * When the request says of itself that it was made, Unix seconds: its date, the creation of its signature, or the issue
 * of its token. Undefined where it says nothing.
 */
export function findOwnTime(authorization: string, index: HeaderIndex): number | undefined {
  const created = /;created=(?<seconds>\d{1,12})\b/.exec(index.first('signature-input') ?? '');
  if (created !== null && authorization === '') return Number(created.groups?.['seconds']);
  const token = issuedAtOf(findShownToken(authorization, index)?.text ?? '');
  return (
    token ?? readInstant(index.first('date') ?? '') ?? readInstant(index.first('x-date') ?? '')
  );
}
