import { serveProjects, type TokenProject, type TokenProjects } from '@stagedoor/token-server';

/** Projects that are served, and that can be listed. */
export class ProjectSet implements TokenProjects {
  readonly list: readonly TokenProject[];
  readonly #served: TokenProjects;

  constructor(list: readonly TokenProject[]) {
    this.list = list;
    this.#served = serveProjects(list);
  }

  find(appId: string | undefined): ReturnType<TokenProjects['find']> {
    return this.#served.find(appId);
  }
}
