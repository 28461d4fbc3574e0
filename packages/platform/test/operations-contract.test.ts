/** What holds for every operation: a row that is added without a sample fails here. */
import type { SchemeName } from '@stagedoor/rest-auth';
import type { LightMyRequestResponse } from 'fastify';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Operation } from '../src/operations/operation.js';
import { type OperationPorts, OPERATIONS } from '../src/operations/operation-table.js';
import { schemesOf } from '../src/operations/schemes-of.js';
import { sendSample } from './operation-client.js';
import {
  addOtherCustomers,
  addProject,
  CUSTOMERS,
  type OperationSample,
  type SampleRequest,
  SAMPLES,
  type SampleWorld,
} from './operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from './test-databases.js';
import { makeTestPlatform, type TestPlatform } from './test-platform.js';

const WRONG = { ...CUSTOMERS.own, customerSecret: '0'.repeat(32) };
const UNKNOWN = { customerId: 'e'.repeat(32), customerSecret: CUSTOMERS.own.customerSecret };

/** The scheme that any operation of a family takes and that a test can use for what must be there before. */
const firstScheme = (operation: Operation<OperationPorts>): SchemeName => schemesOf(operation)[0]!;

/** Other values for some fields of some parts. */
function merge(request: SampleRequest, change: SampleRequest): SampleRequest {
  const part = (name: 'path' | 'query'): object => ({ ...request[name], ...change[name] });
  const isOther = Array.isArray(change.body) || typeof change.body !== 'object';
  const body =
    'body' in change
      ? isOther
        ? change.body
        : { ...Object(request.body), ...change.body }
      : request.body;
  return {
    path: part('path') as Record<string, string>,
    query: part('query') as Record<string, string>,
    body,
  };
}

it('has a sample of every operation', () => {
  expect(new Set(Object.keys(SAMPLES))).toEqual(new Set(OPERATIONS.map(({ id }) => id)));
});

describe.each(TEST_ENGINES)('every operation on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let world: SampleWorld;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      await addOtherCustomers(platform);
      const call: SampleWorld['call'] = async (operationId, request) => {
        const found = OPERATIONS.find(({ id }) => id === operationId)!;
        const response = await send(found, request, CUSTOMERS.own);
        expect([operationId, response.statusCode, response.body]).toEqual([
          operationId,
          expect.toBeOneOf([200, 201]),
          expect.any(String),
        ]);
        return response.json();
      };
      world = { platform, ...(await addProject(platform)), call };
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    beforeEach(() => {
      // Nobody waits for a limit here.
      platform.sources.time += 2;
    });

    const send = (
      operation: Operation<OperationPorts>,
      request: SampleRequest,
      customer?: { readonly customerId: string; readonly customerSecret: string },
      scheme: SchemeName = firstScheme(operation),
    ): Promise<LightMyRequestResponse> =>
      sendSample(platform.app, operation, request, {
        now: platform.sources.time,
        scheme,
        ...(customer === undefined ? {} : { customer }),
      });

    const sampleOf = ({ id }: Operation<OperationPorts>): OperationSample => SAMPLES[id]!;

    describe.each(OPERATIONS)('$id', (operation) => {
      it.each(schemesOf(operation))('is done, by %s', async (scheme) => {
        const request = await sampleOf(operation).prepare(world);
        const response = await send(operation, request, CUSTOMERS.own, scheme);
        const status = Number(Object.keys(operation.answers)[0]);
        expect([response.statusCode, response.body]).toEqual([status, expect.any(String)]);
        expect(Value.Errors(operation.answers[status]!, response.json())).toEqual([]);
        expect(response.headers).toMatchObject({
          'x-request-id': expect.any(String),
          'x-resource-id': expect.any(String),
        });
      });

      it('is refused without credentials, and with wrong ones', async () => {
        const request = await sampleOf(operation).prepare(world);
        const missing = await send(operation, request);
        expect([missing.statusCode, missing.json()]).toMatchObject([
          401,
          { message: 'Unauthorized' },
        ]);
        for (const customer of [WRONG, UNKNOWN]) {
          const wrong = await send(operation, request, customer);
          expect(wrong.statusCode).toBe(401);
          expect(wrong.json()).toMatchObject({ message: 'Invalid authentication credentials' });
        }
      });

      it('is refused by a scheme that its family does not take', async () => {
        const others = (['basic', 'hmac'] as const).filter(
          (scheme) => !schemesOf(operation).includes(scheme),
        );
        const request = await sampleOf(operation).prepare(world);
        for (const scheme of others) {
          const response = await send(operation, request, CUSTOMERS.own, scheme);
          expect(response.statusCode).toBe(401);
        }
      });

      it('shows and changes nothing of another organization', async () => {
        const { prepare, foreign } = sampleOf(operation);
        const request = await prepare(world);
        const response = await send(operation, request, CUSTOMERS.foreign);
        const wanted = foreign === 'own' ? Number(Object.keys(operation.answers)[0]) : foreign;
        expect([response.statusCode, response.body]).toEqual([wanted, expect.any(String)]);
        expect(response.body).not.toContain(world.appId);
        expect(response.body).not.toContain(world.projectId);
        if (foreign === 'own') return;
        // What the foreigner was refused is still to be done.
        expect((await send(operation, request, CUSTOMERS.own)).statusCode).toBeLessThan(300);
      });

      it('is for credentials that may write, if it writes', async () => {
        const request = await sampleOf(operation).prepare(world);
        const { statusCode, body } = await send(operation, request, CUSTOMERS.reader);
        expect([statusCode === 403, statusCode < 300]).toEqual(
          operation.access === 'write' ? [true, false] : [false, true],
        );
        // Whoever reads a certificate can issue tokens.
        expect(body).not.toContain(world.certificate);
      });

      it('is refused for bad input, with a code, and then done for good input', async () => {
        const { prepare, bad } = sampleOf(operation);
        const request = await prepare(world);
        for (const [change, status] of bad) {
          platform.sources.time += 2;
          const response = await send(operation, merge(request, change), CUSTOMERS.own);
          expect([change, response.statusCode, response.body]).toEqual([
            change,
            status,
            expect.any(String),
          ]);
          expect(response.json()).toMatchObject({ message: expect.any(String) });
          expect(response.headers['x-stagedoor-error']).toMatch(/^[a-z_]+$/);
        }
        expect((await send(operation, request, CUSTOMERS.own)).statusCode).toBeLessThan(300);
      });
    });
  });
});
