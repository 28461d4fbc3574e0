/** Requests made from the schemas of the operations, right ones and wrong ones: no answer may be a failure of the server. */
import * as fc from 'fast-check';
import type { LightMyRequestResponse } from 'fastify';
import { IsArray, IsInteger, IsLiteral, IsObject, IsString, IsUnion, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FAMILIES } from '../src/operations/family-table.js';
import type { Operation } from '../src/operations/operation.js';
import { type OperationPorts, OPERATIONS } from '../src/operations/operation-table.js';
import { sendSample } from './operation-client.js';
import { addProject, CUSTOMERS, type SampleRequest } from './operation-samples.js';
import { TEST_ENGINES, type TestDatabase } from './test-databases.js';
import { makeTestPlatform, type TestPlatform } from './test-platform.js';

const RUNS = Number(process.env['STAGEDOOR_FUZZ_RUNS'] ?? 40);

/** Texts that programs stumble over. */
const ODD_TEXT = fc.constantFrom(
  '',
  ' ',
  '\0',
  'null',
  '__proto__',
  'constructor',
  '../..',
  '%2e%2e%2f',
  "'; drop table projects; --",
  '\u{1F600}',
  '\uD800',
  'İ',
  '1e309',
  '-0',
  '０１２',
  'a'.repeat(5000),
);

const TEXT = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.string(), ODD_TEXT);

const ANYTHING: fc.Arbitrary<unknown> = fc.oneof(
  TEXT,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.array(fc.jsonValue(), { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 3 }),
);

const NUMBERS = fc.oneof(
  fc.integer(),
  fc.constantFrom(0, -1, 1, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, 1e308, 0.5, -0, 1440, 86_430),
);

/** Values that a schema allows, as far as its type goes. */
function valuesOf(schema: TSchema): fc.Arbitrary<unknown> {
  if (IsLiteral(schema)) return fc.constant(schema.const);
  if (IsUnion(schema)) return fc.oneof(...schema.anyOf.map(valuesOf));
  if (IsInteger(schema)) return NUMBERS;
  if (IsString(schema)) return TEXT;
  if (IsArray(schema)) return fc.array(valuesOf(schema.items), { maxLength: 4 });
  if (IsObject(schema)) return recordOf(schema);
  return ANYTHING;
}

function recordOf(schema: TSchema): fc.Arbitrary<unknown> {
  if (!IsObject(schema)) return ANYTHING;
  const fields = Object.entries(schema.properties).map(
    ([name, property]) =>
      [
        name,
        fc.oneof({ weight: 3, arbitrary: valuesOf(property) }, { weight: 1, arbitrary: ANYTHING }),
      ] as const,
  );
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

/** The fields of a part, as texts. */
const textsOf = (schema: TSchema | undefined): fc.Arbitrary<Record<string, string>> =>
  schema === undefined || !IsObject(schema)
    ? fc.constant({})
    : fc.record(
        Object.fromEntries(
          Object.keys(schema.properties).map((name) => [name, TEXT.filter((text) => text !== '')]),
        ),
      );

/** What an answer has that it should not have, or lacks. */
function findFaults(
  operation: Operation<OperationPorts>,
  { statusCode, headers }: LightMyRequestResponse,
  answer: unknown,
): readonly unknown[] {
  const schema = operation.answers[statusCode];
  if (schema !== undefined) return Value.Errors(schema, answer);
  const code = headers['x-stagedoor-error'];
  const message: unknown = Reflect.get(Object(answer), 'message');
  const isRefusal =
    typeof code === 'string' && /^[a-z_]+$/.test(code) && typeof message === 'string';
  return isRefusal ? [] : [{ statusCode, code, answer }];
}

describe.each(TEST_ENGINES)('fuzzed operations on $engine.name', ({ engine, isThere }) => {
  describe.skipIf(!isThere)('with the engine', () => {
    let database: TestDatabase;
    let platform: TestPlatform;
    let appId: string;

    beforeAll(async () => {
      database = await engine.open();
      platform = await makeTestPlatform(database.database);
      ({ appId } = await addProject(platform));
    });

    afterAll(async () => {
      await platform.app.close();
      await database.dispose();
    });

    it.each(OPERATIONS)('$id never fails', async (operation) => {
      const { path, query, body } = operation.input.properties;
      const requests = fc.record({
        path: textsOf(path),
        query: textsOf(query),
        body: body === undefined ? fc.constant(undefined) : fc.oneof(valuesOf(body), ANYTHING),
      });
      /** Mostly of a project that is there, so that more than the App ID is looked at. */
      const aimed = fc.tuple(requests, fc.boolean()).map(([request, isAimed]): SampleRequest => {
        const { appIdIn } = operation;
        if (!isAimed || appIdIn === undefined) return request;
        const part: unknown = request[appIdIn.part];
        return { ...request, [appIdIn.part]: { ...Object(part), [appIdIn.name]: appId } };
      });
      await fc.assert(
        fc.asyncProperty(aimed, async (request) => {
          platform.sources.time += 2;
          const response = await sendSample(platform.app, operation, request, {
            now: platform.sources.time,
            customer: CUSTOMERS.own,
            scheme: FAMILIES[operation.family].schemes[0]!,
          });
          expect([response.statusCode < 500, response.body]).toEqual([true, expect.any(String)]);
          const answer: unknown = response.json();
          expect(findFaults(operation, response, answer)).toEqual([]);
        }),
        { numRuns: RUNS },
      );
    });
  });
});
