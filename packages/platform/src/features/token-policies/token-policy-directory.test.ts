import { beforeEach, describe, expect, it } from 'vitest';
import { NOW, ORGANIZATION_ID } from '../../../test/test-platform.js';
import { TokenPolicyDirectory } from './token-policy-directory.js';
import type { ProjectPolicy, TokenPolicySource } from './token-policy-store.js';

/** A store in memory. */
class TestSource implements TokenPolicySource {
  readonly policies = new Map<string, ProjectPolicy>();
  readonly reads: string[] = [];

  put(appId: string, document: string | undefined, version = 1): void {
    const organizationId = ORGANIZATION_ID;
    const rest = { projectId: undefined, version, createdAt: NOW, createdBy: 'cli:tester' };
    const policy = document === undefined ? undefined : { organizationId, document, ...rest };
    this.policies.set(appId, { organizationId, policy });
  }

  async findInForce(appId: string): Promise<ProjectPolicy | undefined> {
    this.reads.push(appId);
    return this.policies.get(appId);
  }
}

class NoPolicyError extends Error {}

describe('TokenPolicyDirectory', () => {
  let source: TestSource;
  let compiled: unknown[];
  let directory: TokenPolicyDirectory<{ readonly rules: unknown }>;

  beforeEach(() => {
    source = new TestSource();
    compiled = [];
    directory = new TokenPolicyDirectory(source, {
      compile: (document) => {
        compiled.push(document);
        if (document === 'bad') throw new NoPolicyError('the rules are missing');
        return { rules: document };
      },
    });
  });

  it('reads and compiles a policy once, and then gives it at once', async () => {
    source.put('app', '["a"]', 3);
    const found = {
      organizationId: ORGANIZATION_ID,
      projectId: undefined,
      version: 3,
      policy: { rules: ['a'] },
    };
    expect(await directory.find('app')).toEqual(found);
    expect(directory.find('app')).toEqual(found);
    expect([source.reads, compiled]).toEqual([['app'], [['a']]]);
  });

  it('compiles one document once, in however many projects it holds', async () => {
    for (const appId of ['one', 'two', 'three']) source.put(appId, '["a"]');
    const found = await Promise.all(['one', 'two', 'three'].map(async (id) => directory.find(id)));
    expect(new Set(found.map((each) => each?.policy)).size).toBe(1);
    directory.forget(undefined);
    await directory.find('one');
    expect(compiled).toEqual([['a']]);
  });

  it('compiles again what has changed', async () => {
    source.put('app', '["a"]', 1);
    await directory.find('app');
    source.put('app', '["b"]', 1);
    directory.forget('another');
    expect(directory.find('app')).toMatchObject({ policy: { rules: ['a'] } });
    directory.forget(ORGANIZATION_ID);
    expect(await directory.find('app')).toMatchObject({ policy: { rules: ['b'] } });
  });

  it('remembers that no policy holds in a project, until one does', async () => {
    source.put('app', undefined);
    expect(await directory.find('app')).toBeUndefined();
    expect(directory.find('app')).toBeUndefined();
    expect(source.reads).toEqual(['app']);
    source.put('app', '1');
    directory.forget(ORGANIZATION_ID);
    expect(await directory.find('app')).toMatchObject({ policy: { rules: 1 } });
  });

  it('keeps nothing of a project that is not there', async () => {
    expect(await directory.find('app')).toBeUndefined();
    source.put('app', '1');
    expect(await directory.find('app')).toMatchObject({ policy: { rules: 1 } });
  });

  it('fails each time where the policy cannot be used, and tries it once', async () => {
    source.put('app', '"bad"', 7);
    const failure = {
      code: 'token_policy_unusable',
      message: expect.stringMatching(/^version 7 .*the rules are missing$/) as string,
      cause: expect.any(NoPolicyError) as Error,
    };
    await expect(directory.find('app')).rejects.toMatchObject(failure);
    expect(() => directory.find('app')).toThrow(expect.objectContaining(failure) as Error);
    expect(compiled).toEqual(['bad']);
    source.put('app', '"good"', 8);
    directory.forget(ORGANIZATION_ID);
    expect(await directory.find('app')).toMatchObject({ policy: { rules: 'good' } });
  });
});
