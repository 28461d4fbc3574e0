import { parsePolicy } from '../src/policy/parse-policy.js';
import type { CompiledPolicy } from '../src/policy/compiled-policy.js';
import type { PolicyQuestion } from '../src/policy/policy.js';
import { parsePolicyQuestion } from '../src/policy/policy-tests/parse-policy-question.js';
import { PolicyInvalidError } from '../src/policy/errors.js';

/** 2023-11-14T22:13:20Z. */
export const NOW = 1_700_000_000;

export const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';

export const ANYBODY: object = { kind: 'anonymous' };

/** A caller with a JWT. */
export const jwt = (claims: object = {}, rest: object = {}): object => ({
  kind: 'jwt',
  id: 'zoe',
  issuer: 'https://login.example.com',
  claims,
  ...rest,
});

/** What Zoe asks for: to publish in `room` as user 7. */
const JOIN: object = { service: 'rtc', channel: 'room', uid: 7, role: 'publisher' };

/** A question of Zoe's, or of another caller. */
export const ask = (request: object = {}, caller: object = jwt()): PolicyQuestion =>
  parsePolicyQuestion(caller, { ...JOIN, ...request }, NOW);

/** A rule that grants Zoe what she asks for. */
export const grantRule = (rule: object = {}, grant: object = {}): object => ({
  name: 'grant',
  services: ['rtc'],
  grant: {
    role: { requested: ['publisher', 'subscriber'] },
    user: 'requested',
    maxLifeSeconds: 3600,
    ...grant,
  },
  ...rule,
});

/** A policy of these rules. */
export const policyOf = (...rules: readonly object[]): CompiledPolicy =>
  parsePolicy({ version: 1, rules });

/** What is wrong with a policy, as it is printed; nothing where it can be used. */
export function problemsOf(...rules: readonly unknown[]): readonly string[] {
  try {
    parsePolicy({ version: 1, rules });
    return [];
  } catch (error) {
    if (error instanceof PolicyInvalidError) return error.message.split('\n');
    throw error;
  }
}
