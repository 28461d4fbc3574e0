/** An App Certificate as the platform's administration shows it. */
export interface ShownCertificate {
  readonly slot: 'primary' | 'secondary';
  readonly state: 'live' | 'disabled';
  /** 8 hex characters. */
  readonly fingerprint: string;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Where it was asked for: 32 hex characters. */
  readonly certificate?: string;
}

/** A project as the platform's administration shows it. */
export interface ShownProject {
  readonly id: string;
  readonly name: string;
  readonly appId: string;
  readonly status: 'enabled' | 'disabled';
  readonly recordingServer?: string;
  /** Unix seconds. */
  readonly createdAt: number;
  /** The primary one first. */
  readonly certificates: readonly ShownCertificate[];
}

/** One project, and what was just changed means for its tokens. */
export interface ProjectResult {
  readonly project: ShownProject;
  readonly notice?: string;
}

/** The result of a command about one project, of our own administration. */
export function parseProjectResult(result: unknown): ProjectResult {
  return result as ProjectResult;
}

/** The result of `project.list`, of our own administration. */
export function parseProjectList(result: unknown): readonly ShownProject[] {
  return (result as { readonly projects: readonly ShownProject[] }).projects;
}
