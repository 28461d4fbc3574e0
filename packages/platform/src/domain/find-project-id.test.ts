import { describe, expect, it } from 'vitest';
import { findProjectId } from './find-project-id.js';

const projects = {
  findByAppId: async (appId: string) => (appId === 'a1' ? { id: 'p1' } : undefined),
};

describe('findProjectId', () => {
  it('gives the ID of the project', async () => {
    expect(await findProjectId(projects, 'a1')).toBe('p1');
  });

  it('refuses an App ID that no project has', async () => {
    await expect(findProjectId(projects, 'A1')).rejects.toMatchObject({ code: 'invalid_appid' });
  });
});
