import { describe, expect, it } from 'vitest';
import { ECHO_OPERATIONS } from '../../test/echo-operations.js';
import type { Caller } from '../domain/caller.js';
import type { Project } from '../domain/project.js';
import type { PlatformError } from '../errors.js';
import type { Operation } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';
import { authorize } from './authorize.js';
import type { GivenInput } from './parse-input.js';

const PROJECT: Project = {
  id: 'p1',
  organizationId: 'o1',
  appId: 'a'.repeat(32),
  name: 'one',
  status: 'enabled',
  recordingServer: undefined,
  certificates: [],
  createdAt: 1,
};
const CUSTOMER: Caller = {
  kind: 'customer',
  customerId: 'c',
  organizationId: 'o1',
  access: 'full',
  projectIds: undefined,
  scheme: 'basic',
};
const projects = {
  findByAppId: async (appId: string) => (appId === PROJECT.appId ? PROJECT : undefined),
};
const [anyOperation] = ECHO_OPERATIONS;

const operationWith = (change: Partial<Operation<OperationPorts>>): Operation<OperationPorts> => ({
  ...anyOperation!,
  ...change,
});

async function decide(
  operation: Partial<Operation<OperationPorts>>,
  caller: Partial<Caller>,
  given: Partial<GivenInput> = {},
): Promise<string> {
  const whole = { path: {}, query: {}, body: { value: {}, origin: 'json' } as const, ...given };
  const who = { ...CUSTOMER, ...caller } as Caller;
  try {
    await authorize(operationWith(operation), who, { given: whole, projects });
    return 'allowed';
  } catch (error) {
    return (error as PlatformError).code;
  }
}

describe('authorize', () => {
  it('lets nobody write who may only read', async () => {
    const caller = { access: 'read-only' } as const;
    expect(await decide({ access: 'read' }, caller)).toBe('allowed');
    expect(await decide({ access: 'write' }, caller)).toBe('read_only_credential');
    expect(await decide({ access: 'write' }, {})).toBe('allowed');
  });

  it.each(['path', 'query', 'body'] as const)('finds the App ID in the %s', async (part) => {
    const operation = { appIdIn: { part, name: 'appid' } } as const;
    const give = (appid: unknown): Partial<GivenInput> =>
      part === 'body' ? { body: { value: { appid }, origin: 'json' } } : { [part]: { appid } };
    expect(await decide(operation, {}, give(PROJECT.appId))).toBe('allowed');
    for (const appId of ['b'.repeat(32), '', undefined, null, 1, [PROJECT.appId], {}]) {
      expect(await decide(operation, {}, give(appId))).toBe('invalid_appid');
    }
    expect(await decide(operation, { organizationId: 'o2' }, give(PROJECT.appId))).toBe(
      'not_entitled',
    );
    expect(await decide(operation, { projectIds: ['p2'] }, give(PROJECT.appId))).toBe(
      'not_entitled',
    );
    expect(await decide(operation, { projectIds: ['p2', 'p1'] }, give(PROJECT.appId))).toBe(
      'allowed',
    );
  });

  it('takes no App ID from what an object inherits, and none of a body that is no object', async () => {
    const operation = { appIdIn: { part: 'body', name: 'toString' } } as const;
    for (const value of [{}, [], 'text', null, 1]) {
      expect(await decide(operation, {}, { body: { value, origin: 'json' } })).toBe(
        'invalid_appid',
      );
    }
  });

  it('holds a user to the project of the token', async () => {
    const operation = { appIdIn: { part: 'path', name: 'appid' } } as const;
    const path = { appid: PROJECT.appId };
    expect(await decide(operation, { kind: 'user', appId: PROJECT.appId }, { path })).toBe(
      'allowed',
    );
    expect(await decide(operation, { kind: 'user', appId: 'b'.repeat(32) }, { path })).toBe(
      'not_entitled',
    );
  });
});
