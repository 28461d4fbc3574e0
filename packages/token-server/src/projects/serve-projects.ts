import { InvalidAppIdError, parseAppId, parseCertificate } from '@stagedoor/token';
import type { TokenProject, TokenProjects } from './token-project.js';

function checkProject({ appId, certificates: [primary, ...others] }: TokenProject): TokenProject {
  return {
    appId: parseAppId(appId),
    certificates: [parseCertificate(primary), ...others.map(parseCertificate)],
  };
}

/**
 * The projects of a server; where there is one, requests need not name it. Throws `invalid_app_id`, also where two have the
 * same, and `invalid_certificate`: what cannot be used fails at the start, not at a request.
 */
export function serveProjects(projects: readonly TokenProject[]): TokenProjects {
  const checked = projects.map(checkProject);
  const byAppId = new Map(checked.map((project) => [project.appId, project]));
  if (byAppId.size < checked.length) throw new InvalidAppIdError('two projects have the same');
  const only = checked.length === 1 ? checked[0] : undefined;
  return { find: (appId) => (appId === undefined ? only : byAppId.get(appId)) };
}
