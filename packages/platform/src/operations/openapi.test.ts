import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { describeOperations } from './openapi.js';
import { OPERATIONS } from './operation-table.js';
import { schemesOf } from './schemes-of.js';

const document = describeOperations(OPERATIONS, '1.2.3');

describe('the OpenAPI document', () => {
  it('is valid', async () => {
    const copy = JSON.parse(JSON.stringify(document)) as Record<string, unknown>;
    const result = await new Validator().validate(copy);
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('has every operation with its schemes, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(described).toHaveLength(OPERATIONS.length);
    for (const operation of OPERATIONS) {
      const { id, path, method } = operation;
      const found = described.find((each) => each.operation['operationId'] === id);
      expect(found).toMatchObject({ path, method: method.toLowerCase() });
      const schemes = schemesOf(operation).map((scheme) => ({ [scheme]: [] }));
      expect(found?.operation['security']).toEqual(schemes);
    }
  });

  it('names every parameter of every path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        const inPath = (parameters as { in: string; name: string }[]).filter(
          (each) => each.in === 'path',
        );
        expect(new Set(inPath.map(({ name }) => name))).toEqual(new Set(named));
      }
    }
  });

  it('has IDs that are unique', () => {
    const ids = OPERATIONS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
