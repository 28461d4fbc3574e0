import { describe, expect, it } from 'vitest';
import { policyFor } from '../../test/test-token-server.js';
import { checkSomebodyCanCall, readPolicy } from './policy-in-force.js';

const DENIAL = {
  version: 1,
  rules: [{ name: 'nobody', callers: [{ kind: 'anonymous' }], deny: 'closed' }],
};

describe('a policy in force', () => {
  it.each([
    ['names them', policyFor({ kind: 'anonymous' }), true],
    ['names others', policyFor({ kind: 'jwt' }), false],
    ['denies them', DENIAL, false],
  ])('grants to anonymous callers where a rule %s', (_name, document, grantsAnonymous) => {
    expect(readPolicy(document).grantsAnonymous).toBe(grantsAnonymous);
  });

  it('must mean something', () => {
    expect(() => readPolicy({ version: 2 })).toThrow(
      expect.objectContaining({ code: 'policy_invalid' }) as Error,
    );
  });

  it('must leave somebody who can call', () => {
    const closed = readPolicy(DENIAL);
    expect(() => checkSomebodyCanCall(closed, false)).toThrow('nobody could call');
    checkSomebodyCanCall(closed, true);
    checkSomebodyCanCall(readPolicy(policyFor({ kind: 'anonymous' })), false);
  });
});
