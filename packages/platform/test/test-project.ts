import { issueToken, rtc } from '@stagedoor/token';
import type { Project } from '../src/domain/project.js';
import type { Storage } from '../src/storage/storage.js';
import { NOW, ORGANIZATION_ID } from './test-platform.js';

/** App Certificates of the project `PROJECT`. */
export const PRIMARY = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
export const SECONDARY = 'ffffab1e0c0ffee0ca11ab1e0c0fffff';

/** A project with a primary certificate. */
export const PROJECT: Project = {
  id: 'project-a1',
  organizationId: ORGANIZATION_ID,
  appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
  name: 'stage',
  status: 'enabled',
  recordingServer: undefined,
  certificates: [{ slot: 'primary', state: 'live', certificate: PRIMARY, createdAt: NOW }],
  createdAt: NOW,
};

const MANY = 1000;

/** A project like it, under another App ID. */
export const OTHER_PROJECT: Project = {
  ...PROJECT,
  id: 'project-b2',
  appId: '0123456789abcdef0123456789abcdef',
  name: 'other',
};

/** Stores a project as it is. */
export async function addProject(storage: Storage, project: Project = PROJECT): Promise<void> {
  await storage.transact(project.organizationId, ({ projects }) => projects.add(project, MANY));
}

/** A token of `PROJECT` for uid 42 in channel stage-1, for an hour from now, unless the options say another. */
export function issueTestToken(
  options: Partial<Parameters<typeof issueToken>[0]> & {
    readonly channel?: string;
    readonly uid?: number;
  } = {},
): string {
  const { channel = 'stage-1', uid = 42, ...others } = options;
  return issueToken({
    appId: PROJECT.appId,
    certificate: PRIMARY,
    services: [rtc({ channel, uid, role: 'publisher' })],
    issuedAt: NOW,
    expiresInSeconds: 3600,
    ...others,
  });
}
