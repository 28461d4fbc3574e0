import {
  type Revocation,
  revocationKey,
  type RevocationSubject,
} from '../src/domain/revocation.js';
import type { Project } from '../src/domain/project.js';
import type {
  Admission,
  AdmissionRequest,
  Admitted,
} from '../src/features/admissions/admission.js';
import { admitUser } from '../src/features/admissions/admit-user.js';
import { ProjectDirectory } from '../src/features/admissions/project-directory.js';
import type { KickingRule } from '../src/features/kicking-rules/kicking-rule.js';
import type { TestDatabase, TestEngine } from './test-databases.js';
import { makeTestPlatform, NOW, type TestPlatform } from './test-platform.js';
import { addProject, OTHER_PROJECT, PROJECT } from './test-project.js';

/** Where user 42 arrives. */
export const HERE = { appId: PROJECT.appId, service: 'rtc', channel: 'stage-1', uid: 42 } as const;

/** A platform with two projects, and users who arrive. */
export class TestAdmissions {
  readonly #database: TestDatabase;
  readonly platform: TestPlatform;
  readonly #directory: ProjectDirectory;
  #ruleId = 0;

  private constructor(database: TestDatabase, platform: TestPlatform) {
    const { storage } = platform;
    this.#database = database;
    this.platform = platform;
    const { projects } = storage.stores;
    this.#directory = new ProjectDirectory(projects, () => storage.hearsAllChanges);
    storage.onChange((organizationId) => this.#directory.forget(organizationId));
  }

  static async open(engine: TestEngine): Promise<TestAdmissions> {
    const database = await engine.open();
    const platform = await makeTestPlatform(database.database);
    await addProject(platform.storage);
    await addProject(platform.storage, OTHER_PROJECT);
    return new TestAdmissions(database, platform);
  }

  async close(): Promise<void> {
    await this.platform.app.close();
    await this.#database.dispose();
  }

  /** As it was at first. */
  async reset(): Promise<void> {
    this.platform.sources.time = NOW;
    const { connection } = this.#database.database;
    await connection.deleteFrom('revocations').execute();
    await connection.deleteFrom('kicking_rules').execute();
    await this.changeProject({});
  }

  readonly changeProject = (changes: Partial<Project>): Promise<void> =>
    this.platform.storage.transact(PROJECT.organizationId, ({ projects }) =>
      projects.update({ ...PROJECT, ...changes }),
    );

  /** What is decided of user 42 with a token. */
  readonly admit = (token: string, changes: Partial<AdmissionRequest> = {}): Promise<Admission> => {
    const { storage, sources } = this.platform;
    const { revocations, kickingRules } = storage.stores;
    const ports = { projects: this.#directory, revocations, kickingRules };
    return admitUser({ ...HERE, token, ...changes }, ports, sources);
  };

  /** The code of a refusal, or `admitted`. */
  readonly judge = async (
    token: string,
    changes: Partial<AdmissionRequest> = {},
  ): Promise<string> => {
    const admission = await this.admit(token, changes);
    return admission.kind === 'refused' ? admission.code : 'admitted';
  };

  /** The same where he must come in. */
  readonly admitted = async (
    token: string,
    changes: Partial<AdmissionRequest> = {},
  ): Promise<Admitted> => {
    const admission = await this.admit(token, changes);
    if (admission.kind === 'refused') throw new TypeError(`refused: ${admission.code}`);
    return admission;
  };

  readonly revoke = (subject: RevocationSubject, issuedUntil = NOW): Promise<Revocation> =>
    this.platform.storage.transact(PROJECT.organizationId, ({ revocations }) =>
      revocations.put({
        key: revocationKey(PROJECT.appId, subject),
        appId: PROJECT.appId,
        kind: subject.kind,
        channel: undefined,
        user: undefined,
        fingerprint: undefined,
        issuedUntil,
        reason: undefined,
        createdAt: NOW,
        endsAt: issuedUntil + 90_000,
      }),
    );

  /** A rule on joining for ten minutes, unless `rule` says another. */
  readonly ban = async (rule: Partial<KickingRule>): Promise<void> => {
    this.#ruleId += 1;
    const id = this.#ruleId;
    await this.platform.storage.transact(PROJECT.organizationId, ({ kickingRules }) =>
      kickingRules.add({
        id,
        organizationId: PROJECT.organizationId,
        appId: PROJECT.appId,
        operationNumber: id,
        uid: undefined,
        channel: undefined,
        address: undefined,
        privileges: ['join_channel'],
        createdAtMs: NOW * 1000,
        updatedAtMs: NOW * 1000,
        endsAtMs: (NOW + 600) * 1000,
        ...rule,
      }),
    );
  };
}
