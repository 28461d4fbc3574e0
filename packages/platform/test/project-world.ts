import type { Kysely } from 'kysely';
import { randomHex32 } from '../src/domain/random-id.js';
import { createServer } from '../src/fastify/create-server.js';
import type { OperationServices } from '../src/operations/operation-services.js';
import type { Tables } from '../src/storage/tables.js';
import { type CustomerAnswer, CustomerClient } from './customer-client.js';
import { addOtherCustomers, freshName } from './operation-samples.js';
import type { TestEngine } from './test-databases.js';
import { makeTestPlatform, NOW, ORGANIZATION_ID, type TestPlatform } from './test-platform.js';

/** A project as it is on the wire. */
export interface WireProject {
  readonly id: string;
  readonly name: string;
  readonly vendor_key: string;
  readonly sign_key: string;
  readonly recording_server: string | null;
  readonly status: number;
  readonly created: number;
}

/** The answer about a project that is not there, or is not to be seen. */
export const PROJECT_NOT_FOUND: CustomerAnswer = {
  status: 404,
  body: { message: 'project not exist', error_msg: 'project not exist' },
  code: 'project_not_found',
};

/** Of answers whose order is not known. */
export const statusesOf = (answers: readonly CustomerAnswer[]): readonly number[] =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other);

/** The project of a success. */
export const projectOf = ({ body }: CustomerAnswer): WireProject =>
  (body as { readonly project: WireProject }).project;

/** A platform of its own, and a customer who makes and reads projects over REST. */
export class ProjectWorld {
  readonly platform: TestPlatform;
  readonly customer: CustomerClient;
  readonly rows: Kysely<Tables>;
  readonly #dispose: () => Promise<void>;

  private constructor(platform: TestPlatform, rows: Kysely<Tables>, dispose: () => Promise<void>) {
    this.platform = platform;
    this.customer = new CustomerClient(platform.app);
    this.rows = rows;
    this.#dispose = dispose;
  }

  static async open(
    engine: TestEngine,
    services: Partial<OperationServices> = {},
  ): Promise<ProjectWorld> {
    const opened = await engine.open();
    const made = await makeTestPlatform(opened.database);
    await made.app.close();
    const gateway = { ...made.gateway, services };
    const app = await createServer({ gateway, verification: {}, limits: 'off' });
    const platform = { ...made, gateway, app };
    await addOtherCustomers(platform);
    return new ProjectWorld(platform, opened.database.connection, async () => {
      await platform.app.close();
      await opened.dispose();
    });
  }

  dispose(): Promise<void> {
    return this.#dispose();
  }

  /** A project with a live certificate. */
  async create(name: string = freshName('project')): Promise<WireProject> {
    const body = { name, enable_sign_key: true };
    return projectOf(await this.customer.call('POST', '/dev/v1/project', body));
  }

  async read(id: string): Promise<WireProject> {
    const { body } = await this.customer.call('GET', `/dev/v1/project?id=${id}`);
    return (body as { readonly projects: readonly [WireProject] }).projects[0];
  }

  /** A new credential for these projects alone. */
  async clientFor(projectIds: readonly string[]): Promise<CustomerClient> {
    const { app, sources, storage } = this.platform;
    const customerId = randomHex32(sources);
    const customerSecret = randomHex32(sources);
    const credential = {
      customerId,
      organizationId: ORGANIZATION_ID,
      name: freshName('scoped'),
      access: 'full',
      projectIds,
      createdAt: NOW,
      lastUsedAt: undefined,
      disabledAt: undefined,
    } as const;
    await storage.transact(ORGANIZATION_ID, ({ customers }) =>
      customers.add(credential, [{ slot: 'primary', customerSecret, createdAt: NOW }]),
    );
    return new CustomerClient(app, { customerId, customerSecret });
  }
}
