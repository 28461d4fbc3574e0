import { type TSchema, Type } from 'typebox';
import type { FamilyName } from '../src/operations/family-table.js';
import { defineOperation, type Operation } from '../src/operations/operation.js';
import type { OperationPorts } from '../src/operations/operation-table.js';

const Fields = Type.Object({
  count: Type.Optional(Type.Integer({ minimum: -5, maximum: 4_294_967_295 })),
  share: Type.Optional(Type.Number()),
  flag: Type.Optional(Type.Boolean()),
  text: Type.Optional(Type.String()),
  numbers: Type.Optional(Type.Array(Type.Integer())),
  nested: Type.Optional(Type.Object({ deep: Type.Optional(Type.Integer()) })),
  level: Type.Optional(Type.Union([Type.Literal(0), Type.Literal(1)])),
  either: Type.Optional(Type.Union([Type.Integer(), Type.String()])),
  open: Type.Optional(Type.Object({}, { additionalProperties: true })),
});

type Row = Pick<Operation<OperationPorts>, 'id' | 'method' | 'path'> &
  Partial<Operation<OperationPorts>> & { readonly parts: Record<string, TSchema> };

/** An operation that answers with what its handler was given. */
const echo = ({ parts, ...row }: Row): Operation<OperationPorts> =>
  defineOperation({
    family: 'projects',
    access: 'read',
    summary: 'Echo',
    source: 'A test',
    answers: {},
    ...row,
    input: Type.Object(parts),
    run: async ({ input, caller }) => ({
      body: { input, caller: { kind: caller.kind, scheme: caller.scheme } },
    }),
  });

const families: readonly (readonly [FamilyName, string])[] = [
  ['projects', '/echo'],
  ['broadcast', '/fls/echo'],
  ['stagedoor', '/stagedoor/echo'],
];

const path = Type.Object({ appid: Type.String() });

/** What the error of the operation `fails` says: nobody outside may read it. */
export const INNER_TEXT = 'connect to /var/lib/inner/stagedoor.db as admin';

/** Operations that show what of a request a handler is given, and some that go wrong. */
export const ECHO_OPERATIONS: readonly Operation<OperationPorts>[] = [
  ...families.flatMap(([family, url]) => [
    echo({ id: `${family}-get`, method: 'GET', path: url, family, parts: { query: Fields } }),
    ...(['POST', 'PUT', 'PATCH', 'DELETE'] as const).map((method) =>
      echo({
        id: `${family}-${method.toLowerCase()}`,
        method,
        path: url,
        family,
        parts: { body: Fields },
      }),
    ),
  ]),
  echo({
    id: 'by-name',
    method: 'GET',
    path: '/echo/{name}',
    parts: { path: Type.Object({ name: Type.String({ minLength: 1 }) }) },
  }),
  echo({ id: 'without-body', method: 'POST', path: '/bodyless', parts: {} }),
  echo({
    id: 'of-app',
    method: 'POST',
    path: '/stagedoor/{appid}',
    family: 'stagedoor',
    appIdIn: { part: 'path', name: 'appid' },
    parts: { path },
  }),
  echo({
    id: 'of-user',
    method: 'GET',
    path: '/stagedoor/{appid}/users/{user}',
    family: 'stagedoor',
    appIdIn: { part: 'path', name: 'appid' },
    token: { service: 'rtm', userIdIn: 'user', takesPair: true },
    parts: { path: Type.Object({ appid: Type.String(), user: Type.String() }) },
  }),
  {
    ...echo({ id: 'fails', method: 'GET', path: '/fails', parts: {} }),
    run: () => Promise.reject(new TypeError(INNER_TEXT)),
  },
];
