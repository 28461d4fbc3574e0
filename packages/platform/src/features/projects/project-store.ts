import type { CertificateSlot, Project, ProjectCertificate } from '../../domain/project.js';

/** Where projects are kept. A port. */
export interface ProjectStore {
  /** All projects of the organization, the oldest first. */
  list(organizationId: string): Promise<readonly Project[]>;
  /** The project with that opaque ID, of that organization. */
  find(organizationId: string, id: string): Promise<Project | undefined>;
  /** The project with that App ID, of any organization. */
  findByAppId(appId: string): Promise<Project | undefined>;
  /** Adds it with its certificates. Gives false, and adds nothing, where the name is taken in its organization. */
  add(project: Project): Promise<boolean>;
  /** Writes name, status and recording server. */
  update(project: Project): Promise<void>;
  /** Writes one certificate; the one that was in its slot is gone. `undefined` removes it. */
  putCertificate(
    projectId: string,
    slot: CertificateSlot,
    certificate: ProjectCertificate | undefined,
  ): Promise<void>;
  /** Removes it with all that belongs to it. */
  remove(id: string): Promise<void>;
}
