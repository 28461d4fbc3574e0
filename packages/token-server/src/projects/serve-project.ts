import { serveProjects } from './serve-projects.js';
import type { TokenProject, TokenProjects } from './token-project.js';

/**
 * The one project of a server. Throws `invalid_app_id` and `invalid_certificate`: what cannot be used fails at the start,
 * not at a request.
 */
export function serveProject(project: TokenProject): TokenProjects {
  return serveProjects([project]);
}
