import type { Project } from '@stagedoor/platform';
import { describe, expect, it } from 'vitest';
import { APP_ID, CERTIFICATE, OTHER_CERTIFICATE } from '../../test/test-outcome.js';
import { PlatformProjects } from './platform-projects.js';

const certificateOf = (
  slot: 'primary' | 'secondary',
  certificate: string,
  state: 'live' | 'disabled' = 'live',
): Project['certificates'][number] => ({ slot, state, certificate, createdAt: 0 });

const PROJECT: Project = {
  id: 'p',
  organizationId: 'o',
  appId: APP_ID,
  name: 'stage',
  status: 'enabled',
  recordingServer: undefined,
  certificates: [
    certificateOf('secondary', OTHER_CERTIFICATE),
    certificateOf('primary', CERTIFICATE),
  ],
  createdAt: 0,
};

function find(changes: Partial<Project>, appId: string | undefined = APP_ID): Promise<unknown> {
  const project = { ...PROJECT, ...changes };
  const directory = {
    findByAppId: (wanted: string) => Promise.resolve(wanted === APP_ID ? project : undefined),
  };
  return new PlatformProjects(directory).find(appId);
}

describe('the projects of a platform', () => {
  it('have their live certificates, the primary one first', async () => {
    expect(await find({})).toEqual({
      appId: APP_ID,
      certificates: [CERTIFICATE, OTHER_CERTIFICATE],
    });
    const certificates = [
      certificateOf('primary', CERTIFICATE, 'disabled'),
      certificateOf('secondary', OTHER_CERTIFICATE),
    ];
    expect(await find({ certificates })).toEqual({
      appId: APP_ID,
      certificates: [OTHER_CERTIFICATE],
    });
  });

  it.each([
    ['are disabled', { status: 'disabled' } as const, APP_ID],
    ['have no live certificate', { certificates: [] }, APP_ID],
    ['are not there', {}, 'f'.repeat(32)],
  ])('are not served where they %s', async (_name, changes, appId) => {
    expect(await find(changes, appId)).toBeUndefined();
  });

  it('must be named', async () => {
    const projects = new PlatformProjects({ findByAppId: () => Promise.resolve(PROJECT) });
    expect(await projects.find(undefined)).toBeUndefined();
  });

  it('are the same object as long as the directory keeps them', async () => {
    const projects = new PlatformProjects({ findByAppId: () => Promise.resolve(PROJECT) });
    expect(await projects.find(APP_ID)).toBe(await projects.find(APP_ID));
  });
});
