import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { CustomerCredential } from '../src/domain/customer-credential.js';
import type { Project } from '../src/domain/project.js';
import { makeProject } from '../src/features/projects/create-project.js';
import type { ServerOptions } from '../src/fastify/create-server.js';
import type { GatewayFailure, GatewayObservation } from '../src/gateway/gateway-observation.js';
import type { Database } from '../src/storage/database.js';
import { ECHO_OPERATIONS } from './echo-operations.js';
import { exchange, type RawAnswer, rawRequest } from './raw-http.js';
import { TEST_ENGINES } from './test-databases.js';
import {
  basicOf,
  CUSTOMER,
  makeTestPlatform,
  NOW,
  ORGANIZATION_ID,
  type TestPlatform,
} from './test-platform.js';

/** A header line with the right credential. */
export const BASIC = `Authorization: ${basicOf(CUSTOMER)}`;

/** A platform that listens, with operations that show what they were given, and with all that is observed. */
export interface EchoServer {
  readonly platform: TestPlatform;
  readonly database: Database;
  readonly port: number;
  readonly observations: GatewayObservation[];
  readonly failures: GatewayFailure[];
  /** Sends a request of its own connection; with the right credential unless it has another one. */
  send(line: string, headers?: readonly string[], body?: string): Promise<RawAnswer>;
  close(): Promise<void>;
}

/** `Authorization` with a secret that is none. */
export const WRONG_SECRET: string = `Authorization: ${basicOf({ ...CUSTOMER, customerSecret: 'f'.repeat(32) })}`;

/** The first value of a header field. */
export const fieldOf = ({ headers }: RawAnswer, name: string): string | undefined =>
  headers.get(name)?.[0];

/** Starts one on embedded storage. */
export async function startEchoServer(options: Partial<ServerOptions> = {}): Promise<EchoServer> {
  const { engine } = TEST_ENGINES.find((each) => each.engine.name === 'sqlite') ?? TEST_ENGINES[0]!;
  const database = await engine.open();
  const observations: GatewayObservation[] = [];
  const failures: GatewayFailure[] = [];
  const platform = await makeTestPlatform(database.database, {
    operations: ECHO_OPERATIONS,
    observers: [(observation) => observations.push(observation)],
    onFailure: (failure) => failures.push(failure),
    ...options,
  });
  await platform.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = platform.app.server.address() as AddressInfo;
  return {
    platform,
    database: database.database,
    port,
    observations,
    failures,
    send: (line, headers = [], body = '') => {
      const isProven = headers.some((header) => /^(authorization|x-agora-token):/i.test(header));
      return exchange(port, rawRequest(line, isProven ? headers : [BASIC, ...headers], body));
    },
    close: async () => {
      platform.app.server.closeAllConnections();
      await platform.app.close();
      await database.dispose();
    },
  };
}

/** What the handler of an echo operation was given. */
export function inputOf({ status, body }: RawAnswer): unknown {
  if (status !== 200) return { status, body };
  return (JSON.parse(body) as { readonly input: unknown }).input;
}

/** `Content-Length` of a body. */
export const lengthOf = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}`;

/** Starts servers in tests of a file, and closes them after each. */
export function useEchoServers(): typeof startEchoServer {
  const servers: EchoServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  return async (options) => {
    const server = await startEchoServer(options);
    servers.push(server);
    return server;
  };
}

/** `Authorization` of another customer of the same organization. */
export async function addCustomer(
  { platform }: EchoServer,
  { access = 'full', projectIds }: Partial<Pick<CustomerCredential, 'access' | 'projectIds'>>,
): Promise<string> {
  const customer = { customerId: 'd'.repeat(32), customerSecret: 'c'.repeat(32) };
  const credential = {
    customerId: customer.customerId,
    organizationId: ORGANIZATION_ID,
    name: 'another',
    access,
    projectIds,
    createdAt: NOW,
    lastUsedAt: undefined,
    disabledAt: undefined,
  };
  const secret = {
    slot: 'primary',
    customerSecret: customer.customerSecret,
    createdAt: NOW,
  } as const;
  await platform.storage.transact(ORGANIZATION_ID, ({ customers }) =>
    customers.add(credential, [secret]),
  );
  return `Authorization: ${basicOf(customer)}`;
}

/** A project of the organization, with a live certificate. */
export async function addProject({ platform }: EchoServer, name: string): Promise<Project> {
  const { storage, sources } = platform;
  const project = makeProject(ORGANIZATION_ID, name, { isCertificateLive: true, sources });
  await storage.transact(ORGANIZATION_ID, ({ projects }) => projects.add(project));
  return project;
}
