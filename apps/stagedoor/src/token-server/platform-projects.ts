import { liveCertificates, type Project, type ProjectDirectory } from '@stagedoor/platform';
import type { TokenProject, TokenProjects } from '@stagedoor/token-server';
import { askPlatform } from './platform-refusal.js';

/** A project as the token server needs it; undefined where no token of it would be accepted. */
function toTokenProject(project: Project): TokenProject | undefined {
  const [primary, ...others] = liveCertificates(project);
  if (project.status === 'disabled' || primary === undefined) return undefined;
  return { appId: project.appId, certificates: [primary, ...others] };
}

/** The projects of a platform, by their live certificates. Requests must name theirs, unless their caller has only one. */
export class PlatformProjects implements TokenProjects {
  readonly #directory: Pick<ProjectDirectory, 'findByAppId'>;
  /** As long as the directory keeps the project. */
  readonly #known = new WeakMap<Project, TokenProject>();

  constructor(directory: Pick<ProjectDirectory, 'findByAppId'>) {
    this.#directory = directory;
  }

  async find(appId: string | undefined): Promise<TokenProject | undefined> {
    if (appId === undefined) return undefined;
    const project = await askPlatform(() => this.#directory.findByAppId(appId));
    if (project === undefined) return undefined;
    const served = this.#known.get(project) ?? toTokenProject(project);
    if (served !== undefined) this.#known.set(project, served);
    return served;
  }
}
