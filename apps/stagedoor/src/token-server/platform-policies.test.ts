import { TokenPolicyDirectory } from '@stagedoor/platform';
import { ANONYMOUS, type Caller, CallerMissingError, type Policy } from '@stagedoor/token-server';
import { parsePolicy } from '@stagedoor/token-server/policy';
import { describe, expect, it } from 'vitest';
import { APP_ID } from '../../test/test-outcome.js';
import { policyFor } from '../../test/test-token-server.js';
import { NOW } from '../../test/test-world.js';
import { compilePolicy, platformPolicies } from './platform-policies.js';

/** What is stored for the project, as text. */
function open(document: string | undefined): ReturnType<typeof platformPolicies> {
  const place = { organizationId: 'o', projectId: undefined, version: 1 };
  const policy =
    document === undefined ? undefined : { ...place, createdAt: NOW, createdBy: 'x', document };
  const source = { findInForce: () => Promise.resolve({ organizationId: 'o', policy }) };
  return platformPolicies(
    new TokenPolicyDirectory<Policy>(source, { compile: compilePolicy(parsePolicy) }),
  );
}

const KEY: Caller = { kind: 'api-key', id: 'k', scopes: [], claims: {} };

async function decide(document: object | undefined, caller: Caller): Promise<string> {
  const policy = await open(document && JSON.stringify(document))(APP_ID);
  const { kind } = policy.decide({
    caller,
    appId: APP_ID,
    service: { service: 'rtc', channel: 'room-1', user: { kind: 'uid', uid: 7 } },
    expiresInSeconds: undefined,
    now: NOW,
  });
  return kind;
}

describe('the policies of a platform', () => {
  it('grant what they say', async () => {
    expect(await decide(policyFor({ kind: 'api-key' }), KEY)).toBe('granted');
    expect(await decide(policyFor({ kind: 'jwt' }), KEY)).toBe('denied');
    expect(await decide(policyFor({ kind: 'anonymous' }), ANONYMOUS)).toBe('granted');
  });

  it('grant nothing where there is none', async () => {
    expect(await decide(undefined, KEY)).toBe('denied');
  });

  it.each([undefined, policyFor({ kind: 'api-key' })])(
    'ask who it is whom they give nothing and who shows nothing',
    async (document) => {
      await expect(decide(document, ANONYMOUS)).rejects.toThrow(CallerMissingError);
    },
  );

  it('fail closed where what is stored means nothing', async () => {
    await expect(open('{"version":1,"rules":[{}]}')(APP_ID)).rejects.toMatchObject({
      code: 'token_policy_unusable',
      status: 500,
    });
  });
});
