import { describe, expect, it } from 'vitest';
import type { Project } from '../domain/project.js';
import { CustomerDirectory } from '../features/customers/customer-directory.js';
import { createCredentialLookup } from './credential-lookup.js';

const PROJECT: Project = {
  id: 'p1',
  organizationId: 'o1',
  appId: 'a',
  name: 'one',
  status: 'enabled',
  recordingServer: undefined,
  certificates: [
    { slot: 'secondary', state: 'live', certificate: 'second', createdAt: 1 },
    { slot: 'primary', state: 'live', certificate: 'first', createdAt: 1 },
  ],
  createdAt: 1,
};

describe('createCredentialLookup', () => {
  const lookupOf = (project: Project | undefined) => {
    const stored = {
      find: () => Promise.resolve(undefined),
      noteLastUsed: () => Promise.resolve(),
    };
    const customers = new CustomerDirectory(
      { ...stored } as unknown as ConstructorParameters<typeof CustomerDirectory>[0],
      { now: () => 1 },
    );
    return createCredentialLookup(customers, { findByAppId: async () => project });
  };

  it('gives the live certificates of a project, the primary one first', async () => {
    expect(await lookupOf(PROJECT).findProject('a')).toEqual({ certificates: ['first', 'second'] });
  });

  it('knows no project that is disabled or not there, and no customer that is not there', async () => {
    expect(await lookupOf({ ...PROJECT, status: 'disabled' }).findProject('a')).toBeUndefined();
    expect(await lookupOf(undefined).findProject('a')).toBeUndefined();
    expect(await lookupOf(undefined).findCustomer('c')).toBeUndefined();
  });
});
