import fastify, { type FastifyInstance } from 'fastify';
import type { BenchPlatform } from './platform-server.js';

/** The listing by routes that have nothing but Fastify, to compare the platform with. */
export interface BareRoutes {
  readonly port: number;
  close(): Promise<void>;
}

const AT_HAND = '/dev/v1/projects';
/** The same length, so that the requests are as long. */
const READ = '/dev/v2/projects';

/** The paths: the body at hand, and read from the database each time. */
export const BARE_PATHS = { atHand: AT_HAND, read: READ } as const;

/** The listing as somebody writes it who has storage and Fastify and nothing else. */
async function readListing({ storage, world }: BenchPlatform): Promise<object> {
  const projects = await storage.stores.projects.list(world.organizationId(0));
  return {
    projects: projects.map((project) => ({
      id: project.id,
      name: project.name,
      vendor_key: project.appId,
      sign_key: project.certificates.find(({ slot }) => slot === 'primary')?.certificate ?? '',
      recording_server: project.recordingServer ?? null,
      status: project.status === 'enabled' ? 1 : 0,
      created: project.createdAt,
    })),
  };
}

async function fetchBody(port: number, path: string, authorization: string): Promise<string> {
  const url = `http://127.0.0.1:${port}${path}`;
  const response = await fetch(url, { headers: { authorization } });
  return response.text();
}

/** Nothing may be left out, or the comparison is none. */
async function checkBodies({ world, port }: BenchPlatform, barePort: number): Promise<void> {
  const { customerId, customerSecret } = world.customerOf(0);
  const credential = Buffer.from(`${customerId}:${customerSecret}`).toString('base64');
  const authorization = `Basic ${credential}`;
  const body = await fetchBody(port, AT_HAND, authorization);
  for (const path of [AT_HAND, READ]) {
    const bare = await fetchBody(barePort, path, authorization);
    if (bare !== body) throw new TypeError(`the bare route ${path} answers something else`);
  }
}

/**
 * Starts them on the storage of that platform. What makes them fair: the requests are the same octets, credentials
 * included, but for a digit of the path; the bodies are the same text, either read from the same tables by the same query
 * for each request, or kept, as the platform keeps it; the server has the same timeouts. They send the header fields that
 * Fastify sends. They do not know who asks, and count, name, check and measure nothing.
 */
export async function startBareRoutes(platform: BenchPlatform): Promise<BareRoutes> {
  const app: FastifyInstance = fastify({
    connectionTimeout: 120_000,
    keepAliveTimeout: 72_000,
    requestTimeout: 30_000,
  });
  const text = JSON.stringify(await readListing(platform));
  app.get(AT_HAND, async (_request, reply) => {
    void reply.type('application/json; charset=utf-8');
    return text;
  });
  app.get(READ, () => readListing(platform));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const port = Number(new URL(app.listeningOrigin).port);
  await checkBodies(platform, port);
  return { port, close: () => app.close() };
}
