import { describe, expect, it } from 'vitest';
import { findPolicyPlace } from './find-policy-place.js';
import type { PolicyProjects } from './token-policy-ports.js';

const ONE = { id: 'p1', appId: 'a1', organizationId: 'mine', name: 'p2' };
const TWO = { id: 'p2', appId: 'a2', organizationId: 'mine', name: 'a1' };
const FOREIGN = { id: 'p3', appId: 'a3', organizationId: 'other', name: 'p1' };
const ALL = [ONE, TWO, FOREIGN];

const PROJECTS: PolicyProjects = {
  findByAppId: async (appId) => ALL.find((each) => each.appId === appId),
  find: async (organizationId, { id, name }) =>
    ALL.find(
      (each) => each.organizationId === organizationId && (each.id === id || each.name === name),
    ),
};

describe('findPolicyPlace', () => {
  it.each([
    ['a1', 'p1'],
    ['a2', 'p2'],
    ['p1', 'p1'],
    ['p2', 'p2'],
  ])('takes %s for an App ID or an ID before it takes it for a name', async (text, projectId) => {
    const place = await findPolicyPlace(PROJECTS, 'mine', text);
    expect(place).toEqual({
      organizationId: 'mine',
      projectId,
      target: `policy of project ${projectId}`,
    });
  });

  it('is the organization where no project is named', async () => {
    expect(await findPolicyPlace(PROJECTS, 'mine', undefined)).toEqual({
      organizationId: 'mine',
      projectId: undefined,
      target: 'policy of organization mine',
    });
  });

  it('finds no project of another organization', async () => {
    await expect(findPolicyPlace(PROJECTS, 'mine', 'a3')).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });
});
