import type { Project } from '../../domain/project.js';
import type { ProjectFinder } from './admission-ports.js';

/** Projects that are kept in memory at most. */
const CAPACITY = 10_000;

/** Projects with their certificates at hand, so that who arrives does not wait until they are read and unsealed. */
export class ProjectDirectory implements ProjectFinder {
  readonly #store: ProjectFinder;
  readonly #mayKeep: () => boolean;
  readonly #known = new Map<string, Project>();
  readonly #reads = new Map<string, Promise<Project | undefined>>();
  /** Counts changes: what was being read when one came is given to who waits for it, and not kept. */
  #changes = 0;

  /** @param mayKeep Whether each change is told here at once, of whichever process. While not, nothing is kept. */
  constructor(store: ProjectFinder, mayKeep: () => boolean) {
    this.#store = store;
    this.#mayKeep = mayKeep;
  }

  async findByAppId(appId: string): Promise<Project | undefined> {
    if (!this.#mayKeep()) {
      this.forget(undefined);
      return this.#store.findByAppId(appId);
    }
    return this.#known.get(appId) ?? this.#reads.get(appId) ?? this.#read(appId);
  }

  /** Forgets what it knows of the organization, of all where none is named: call it at each change. */
  forget(organizationId: string | undefined): void {
    this.#changes += 1;
    this.#reads.clear();
    for (const [appId, project] of this.#known) {
      const isConcerned = organizationId === undefined || organizationId === project.organizationId;
      if (isConcerned) this.#known.delete(appId);
    }
  }

  async #read(appId: string): Promise<Project | undefined> {
    const changes = this.#changes;
    const reading = this.#store.findByAppId(appId);
    this.#reads.set(appId, reading);
    try {
      const project = await reading;
      if (project !== undefined && changes === this.#changes) this.#keep(project);
      return project;
    } finally {
      if (this.#reads.get(appId) === reading) this.#reads.delete(appId);
    }
  }

  #keep(project: Project): void {
    if (this.#known.size >= CAPACITY) this.#dropOldest();
    this.#known.set(project.appId, project);
  }

  #dropOldest(): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
  }
}
