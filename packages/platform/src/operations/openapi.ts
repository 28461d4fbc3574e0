import { IsObject, type TObject, type TSchema } from 'typebox';
import {
  FAMILIES,
  type Family,
  FAMILY_NAMES,
  type FamilyName,
  type SchemeName,
} from './family-table.js';
import type { Operation } from './operation.js';
import { schemesOf } from './schemes-of.js';

/** A JSON object of the document. */
type Json = Readonly<Record<string, unknown>>;

/** A description of all operations in OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.0. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Json;
  readonly tags: readonly Json[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Json;
}

/** The schemes as OpenAPI can say them; how a request is signed is told in the text. */
const SECURITY_SCHEMES: Readonly<Record<SchemeName, Json>> = {
  basic: { type: 'http', scheme: 'basic', description: 'Customer ID and customer secret.' },
  hmac: {
    type: 'http',
    scheme: 'hmac',
    description:
      'Authorization: hmac username="…", algorithm="hmac-sha256", headers="host date request-line digest", signature="…". ' +
      'stagedoor request sign makes it.',
  },
  'agora-token': {
    type: 'http',
    scheme: 'agora',
    description: 'Authorization: agora token=… with a token of the project.',
  },
  'message-signature': {
    type: 'apiKey',
    in: 'header',
    name: 'Signature',
    description: 'HTTP Message Signatures, RFC 9421, with Signature-Input and Content-Digest.',
  },
};

/** What can go wrong whatever the operation is. */
const REFUSALS: Readonly<Record<number, string>> = {
  400: 'The request is malformed, or says something that cannot be',
  401: 'No credentials, wrong ones, or none for this project',
  403: 'The credential may not do this',
  404: 'What the request names is not there',
  413: 'The body is too large',
  429: 'More requests than the limit allows',
  500: 'The server failed',
  503: 'The storage cannot be reached now; try again',
};

const UNSUPPORTED_TYPE = 'The body is of a content type that is not read here';

const HEADERS: Json = {
  'X-Request-Id': header('ID of the request: that of the caller, else a new one'),
  'X-Resource-Id': header('ID of the answer'),
};

const REFUSAL_HEADERS: Json = {
  ...HEADERS,
  'X-Stagedoor-Error': header('Stable code of the reason: see the error pages'),
};

const LIMIT_HEADERS: Json = {
  ...REFUSAL_HEADERS,
  'Retry-After': header('Seconds to wait'),
};

function header(description: string): Json {
  return { description, schema: { type: 'string' } };
}

/** The name of the component that holds the error body of a family. */
const errorName = (family: FamilyName): string => `${family}-error`;

function errorSchema({ errorKeys }: Family): Json {
  return {
    type: 'object',
    required: errorKeys,
    properties: Object.fromEntries(
      errorKeys.map((key) => [key, { type: 'string', description: 'What was wrong' }]),
    ),
  };
}

/** One part of an operation's input, where it has any. */
function partOf(input: TObject, part: 'path' | 'query' | 'body'): TSchema | undefined {
  return input.properties[part];
}

function describeParameters(schema: TSchema | undefined, place: 'path' | 'query'): readonly Json[] {
  if (schema === undefined || !IsObject(schema)) return [];
  const required: readonly string[] = schema.required ?? [];
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...('description' in property ? { description: property.description } : {}),
    schema: property,
  }));
}

function describeBody(input: TObject, { bodies }: Family): Json {
  const schema = partOf(input, 'body');
  if (schema === undefined) return {};
  const isNeeded = IsObject(schema) && (schema.required ?? []).length > 0;
  const form = bodies === 'json-or-form' ? { 'application/x-www-form-urlencoded': { schema } } : {};
  return {
    requestBody: { required: isNeeded, content: { 'application/json': { schema }, ...form } },
  };
}

function describeSuccess([status, schema]: readonly [string, TSchema]): readonly [string, Json] {
  const content = { 'application/json': { schema } };
  return [status, { description: 'Done', headers: HEADERS, content }];
}

function describeRefusal(
  family: FamilyName,
  [status, description]: readonly [string, string],
): readonly [string, Json] {
  const schema = { $ref: `#/components/schemas/${errorName(family)}` };
  const headers = status === '429' || status === '503' ? LIMIT_HEADERS : REFUSAL_HEADERS;
  return [status, { description, headers, content: { 'application/json': { schema } } }];
}

function describeOperation<Ports>(operation: Operation<Ports>): Json {
  const { id, family, input, summary, source, answers } = operation;
  const { bodies, limitPerSecond } = FAMILIES[family];
  const refusals = bodies === 'json-or-form' ? { ...REFUSALS, 415: UNSUPPORTED_TYPE } : REFUSALS;
  return {
    operationId: id,
    tags: [family],
    summary,
    description: `Described in ${source}. At most ${limitPerSecond} requests in one second of one customer.`,
    security: schemesOf(operation).map((scheme) => ({ [scheme]: [] })),
    parameters: [
      ...describeParameters(partOf(input, 'path'), 'path'),
      ...describeParameters(partOf(input, 'query'), 'query'),
    ],
    ...describeBody(input, FAMILIES[family]),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(describeSuccess),
      ...Object.entries(refusals).map((each) => describeRefusal(family, each)),
    ]),
  };
}

function collectPaths<Ports>(operations: readonly Operation<Ports>[]): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const { method, path } = operation;
    paths[path] = { ...paths[path], [method.toLowerCase()]: describeOperation(operation) };
  }
  return paths;
}

/** The OpenAPI 3.1 document of these operations. `version` is that of the program. */
export function describeOperations<Ports>(
  operations: readonly Operation<Ports>[],
  version: string,
): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stagedoor',
      version,
      description:
        'The REST operations of a Stagedoor platform, as unmodified Agora clients call them.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: FAMILY_NAMES.map((name) => ({ name })),
    paths: collectPaths(operations),
    components: {
      securitySchemes: SECURITY_SCHEMES,
      schemas: Object.fromEntries(
        FAMILY_NAMES.map((family) => [errorName(family), errorSchema(FAMILIES[family])]),
      ),
    },
  };
}
