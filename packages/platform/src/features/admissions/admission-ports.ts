import type { Project } from '../../domain/project.js';
import type { Revocation } from '../../domain/revocation.js';

/** Where projects are found. A port: `ProjectStore` is one, and `ProjectDirectory` a faster one. */
export interface ProjectFinder {
  /** The project with that App ID, of any organization. */
  findByAppId(appId: string): Promise<Project | undefined>;
}

/** Where revocations are looked up. A port. */
interface TokenRevocations {
  /** Those of the keys that there are, in one query. Its work does not grow with the number of revocations. */
  findByKeys(keys: readonly string[]): Promise<readonly Revocation[]>;
}

/** Somebody who arrives, as kicking rules know him. */
interface ArrivingUser {
  readonly appId: string;
  /** 1 to 2^32 - 1; undefined where he has a text account. */
  readonly uid: number | undefined;
  readonly channel: string | undefined;
  readonly address: string | undefined;
  /** Unix milliseconds. */
  readonly atMs: number;
}

/** As much of a kicking rule as decides who comes in. */
export interface Ban {
  /** `join_channel`, `publish_audio`, `publish_video`. */
  readonly privileges: readonly string[];
  /** Unix milliseconds. */
  readonly endsAtMs: number;
}

/** Where bans are looked up. A port. */
interface Bans {
  /** All that are in force and match, in the order of their ends. */
  findActive(user: ArrivingUser): Promise<readonly Ban[]>;
}

/** What admitting a user needs. */
export interface AdmissionPorts {
  readonly projects: ProjectFinder;
  readonly revocations: TokenRevocations;
  readonly kickingRules: Bans;
}

/** What the operations of this feature need. */
export interface AdmissionOperationPorts extends AdmissionPorts {
  /** Used in the place of `projects` where there is one. */
  readonly projectDirectory?: ProjectFinder | undefined;
}
