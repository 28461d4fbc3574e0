import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOperations } from '../operations/openapi.js';
import { OPERATIONS } from '../operations/operation-table.js';
import { serveReference } from './serve-reference.js';

let app: FastifyInstance;

beforeAll(async () => {
  app = Fastify();
  await serveReference(app, describeOperations(OPERATIONS, '1.2.3'));
});

afterAll(() => app.close());

it('serves the document', async () => {
  const { statusCode, headers, body } = await app.inject('/openapi.json');
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect(JSON.parse(body)).toEqual(
    JSON.parse(JSON.stringify(describeOperations(OPERATIONS, '1.2.3'))),
  );
});

it('serves a page that takes everything from the same origin', async () => {
  const page = await app.inject('/docs/');
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-security-policy']).toContain("script-src 'self';");
  const addresses = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, found]) => found!);
  expect(addresses.length).toBeGreaterThan(2);
  for (const address of addresses) {
    expect(address).not.toMatch(/^(https?:)?\/\//);
    const path = new URL(address, 'http://localhost/docs/').pathname;
    expect([path, (await app.inject(path)).statusCode]).toEqual([path, 200]);
  }
});
