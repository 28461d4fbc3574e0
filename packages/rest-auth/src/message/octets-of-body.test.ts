import { describe, expect, it } from 'vitest';
import { AuthError } from '../errors.js';
import { type BodyRules, octetsOfBody } from './octets-of-body.js';
import type { BodyOutcome } from './read-body.js';

function refusalOf(outcome: BodyOutcome, rules: BodyRules): AuthError {
  try {
    octetsOfBody(outcome, rules);
  } catch (error) {
    if (error instanceof AuthError) return error;
  }
  throw new Error('expected a refusal');
}

describe('octetsOfBody', () => {
  it('are those that were read', () => {
    const octets = Uint8Array.of(1, 2);
    expect(octetsOfBody({ kind: 'octets', octets }, { maxBytes: 2 })).toBe(octets);
  });

  it('are refused where there are too many', () => {
    const error = refusalOf({ kind: 'too_large', byteLength: 9 }, { maxBytes: 8 });
    expect(error).toMatchObject({ code: 'body_too_large', answer: { status: 413 } });
    expect(error.message).toBe('the body has 9 octets of at most 8');
    expect(error.answer.body).toBe('{"message":"Request size limit exceeded"}');
  });

  it('are refused where they broke off, in the form of the family', () => {
    const rules = { maxBytes: 8, family: 'conversational-ai' } as const;
    const error = refusalOf({ kind: 'incomplete' }, rules);
    expect(error).toMatchObject({ code: 'message_malformed', answer: { status: 400 } });
    expect(JSON.parse(error.answer.body)).toMatchObject({ detail: 'Bad request' });
  });
});
