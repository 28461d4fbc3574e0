import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request as sendRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type LocalServer, startRedis } from '../../../packages/platform/test/local-server.js';
import { makePostgresDatabase } from '../../../packages/platform/test/test-databases.js';
import { openAdministration } from '../src/administration/open-administration.js';
import { runProgram, ServerProcess } from './server-process.js';
import { TestWorld } from './test-world.js';

/** What a node is asked. */
export interface NodeRequest {
  /** Default: POST where there is a body, else GET. */
  readonly method?: string;
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** `Authorization`. */
  readonly authorization?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What it answers. */
export interface NodeAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: IncomingMessage['headers'];
}

/** A customer credential. */
export interface Customer {
  readonly customerId: string;
  readonly customerSecret: string;
  /** `Authorization` of it. */
  readonly authorization: string;
}

/** A project, as administrators see it. */
export interface MadeProject {
  readonly appId: string;
  readonly certificates: readonly { readonly slot: string; readonly certificate: string }[];
}

/** The value of `Authorization` by HTTP Basic. */
export const basicOf = (customerId: string, customerSecret: string): string =>
  `Basic ${btoa(`${customerId}:${customerSecret}`)}`;

/** Unix seconds. */
export const now = (): number => Math.floor((performance.timeOrigin + performance.now()) / 1000);

const COUNT = 3;
/** The test is the balancer, and says where requests come from. */
const SETTINGS =
  '--port 0 --operations-port 0 --trusted-proxies 127.0.0.1 --drain-seconds 1 ' +
  '--rate-limits kicking-rules=100000,stagedoor=100000,broadcast=100000';

/** Where a group keeps everything. */
interface Ground {
  readonly postgres: Awaited<ReturnType<typeof makePostgresDatabase>>;
  readonly redis: LocalServer;
  readonly folder: string;
}

async function prepare(): Promise<Ground> {
  const redis = await startRedis();
  if (redis === undefined) throw new Error('there is no redis-server');
  const postgres = await makePostgresDatabase();
  return { redis, postgres, folder: mkdtempSync(join(tmpdir(), 'stagedoor-nodes-')) };
}

const storageOf = ({ folder, postgres }: Ground): readonly string[] => [
  '--data',
  join(folder, 'data'),
  '--database',
  postgres.url,
];

/** Three servers of one platform, each a process of its own. */
export class NodeGroup {
  readonly #ground: Ground;
  readonly #nodes: ServerProcess[] = [];
  readonly #agent = new Agent({ keepAlive: true });
  readonly #world = new TestWorld();
  #addresses = 0;

  private constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** On a database and a Redis of their own, which both have nothing yet. */
  static async start(): Promise<NodeGroup> {
    const ground = await prepare();
    const group = new NodeGroup(ground);
    try {
      await group.#initialize();
      return group;
    } catch (error) {
      await group.dispose();
      throw error;
    }
  }

  async #initialize(): Promise<void> {
    const { exitCode, error } = await runProgram(['init', 'acme', ...storageOf(this.#ground)]);
    if (exitCode !== 0) throw new Error(error);
    const indexes = Array.from({ length: COUNT }, (_, index) => index);
    const starts = indexes.map((index) => this.startNode(index));
    // Where one fails, the others must be known, so that they are ended.
    await Promise.allSettled(starts);
    await Promise.all(starts);
  }

  /** One for each node. */
  get indexes(): readonly number[] {
    return this.#nodes.map((_, index) => index);
  }

  get redis(): LocalServer {
    return this.#ground.redis;
  }

  get databaseUrl(): string {
    return this.#ground.postgres.url;
  }

  /** Starts a node in the place of one that has ended. */
  async startNode(index: number): Promise<void> {
    const argv = ['serve', ...SETTINGS.split(' '), ...storageOf(this.#ground)];
    this.#nodes[index] = await ServerProcess.start(argv, { STAGEDOOR_REDIS_URL: this.redis.url });
  }

  nodeAt(index: number): ServerProcess {
    const node = this.#nodes[index % COUNT];
    if (node === undefined) throw new RangeError('there is no such node');
    return node;
  }

  /** Asks one node, counted from 0 and round again. Rejects where the connection is lost. */
  async ask(
    index: number,
    {
      path,
      body,
      authorization,
      headers,
      method = body === undefined ? 'GET' : 'POST',
    }: NodeRequest,
  ): Promise<NodeAnswer> {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const options = {
      method,
      agent: this.#agent,
      headers: {
        'x-forwarded-for': this.#nextAddress(),
        ...(authorization !== undefined && { authorization }),
        ...(content !== undefined && {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(content)),
        }),
        ...headers,
      },
    };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = sendRequest(`${this.nodeAt(index).ready.url}${path}`, options, resolve);
      sent.once('error', reject).end(content);
    });
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: JSON.parse(await text(response)) as NodeAnswer['body'],
    };
  }

  /** So that no request counts against the address of another one. */
  #nextAddress(): string {
    this.#addresses += 1;
    return `198.18.${this.#addresses >> 8}.${this.#addresses & 0xff}`;
  }

  /** Asks all nodes the same, at the same time. */
  askAll(request: NodeRequest): Promise<readonly NodeAnswer[]> {
    return Promise.all(this.indexes.map((index) => this.ask(index, request)));
  }

  /** What operators are told by one node. */
  async probe(index: number): Promise<{ readonly code: number; readonly status: unknown }> {
    const response = await fetch(`${this.nodeAt(index).ready.operationsUrl}/readyz`);
    const { status } = (await response.json()) as { readonly status: unknown };
    return { code: response.status, status };
  }

  async metricsOf(index: number): Promise<string> {
    return (await fetch(`${this.nodeAt(index).ready.operationsUrl}/metrics`)).text();
  }

  /** Runs a command on the database, as an administrator's shell does, and gives what it says as JSON. */
  async run(...command: readonly string[]): Promise<unknown> {
    this.#world.time = now();
    const argv = [...command, ...storageOf(this.#ground), '--json'];
    const { exitCode, out, error } = await this.#world.run(...argv);
    if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${error}`);
    return JSON.parse(out);
  }

  /** The lines that the whole audit trail is exported as, when it has been verified. */
  async verifyAudit(): Promise<readonly string[]> {
    for (const action of ['verify', 'export']) {
      this.#world.time = now();
      const argv = ['audit', action, ...storageOf(this.#ground)];
      const { exitCode, error } = await this.#world.run(...argv);
      if (exitCode !== 0) throw new Error(`audit ${action}: ${error}`);
    }
    return this.#world.out.split('\n');
  }

  async makeProject(name: string): Promise<MadeProject> {
    const made = await this.run('project', 'create', name, '--show-certificates');
    return (made as { readonly project: MadeProject }).project;
  }

  /** Credentials with limits of their own, as many as wanted. */
  async makeCustomers(count: number): Promise<readonly Customer[]> {
    this.#world.time = now();
    const { folder, postgres } = this.#ground;
    const place = { data: join(folder, 'data'), database: postgres.url };
    const administration = await openAdministration(place, this.#world);
    const customers: Customer[] = [];
    try {
      for (let index = 0; index < count; index += 1) {
        const made = await administration.run('credential.create', { name: `customer ${index}` });
        const { customerId, customerSecret } = made as Customer;
        const authorization = basicOf(customerId, customerSecret);
        customers.push({ customerId, customerSecret, authorization });
      }
    } finally {
      await administration.close();
    }
    return customers;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.end('SIGKILL')));
    this.#agent.destroy();
    this.#world.dispose();
    const { redis, postgres, folder } = this.#ground;
    await redis.dispose();
    await postgres.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}
