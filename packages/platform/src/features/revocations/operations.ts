import { type Static, Type } from 'typebox';
import { InvalidAppIdError, NotFoundError } from '../../errors.js';
import {
  defineOperation,
  type Operation,
  type OperationAnswer,
  type OperationCall,
} from '../../operations/operation.js';
import { RevocationInput } from './revocation-input.js';
import type { RevocationPorts } from './revocation-ports.js';
import { describeRevocation, RevocationView, viewRevocation } from './revocation-view.js';
import { revokeTokens } from './revoke-tokens.js';

const SOURCE = 'Stagedoor, docs/guide/revoke-tokens.md';
const PAGE_SIZE = 100;
const MAX_PAGE = 1000;
const CURSOR = String.raw`^[0-9]{1,12}-[0-9a-f]{32}$`;
const KEY = String.raw`^[0-9a-f]{32}$`;

const ListInput = Type.Object({
  query: Type.Object({
    appId: Type.String({ description: 'App ID of the project' }),
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: MAX_PAGE, description: 'Default 100' }),
    ),
    after: Type.Optional(
      Type.String({ pattern: CURSOR, description: '`next` of the page before' }),
    ),
  }),
});

const RemoveInput = Type.Object({
  path: Type.Object({ key: Type.String({ pattern: KEY, description: '`key` of a revocation' }) }),
  query: Type.Object({ appId: Type.String({ description: 'App ID of the project' }) }),
});

async function createRevocation({
  ports,
  input,
  sources,
}: OperationCall<
  RevocationPorts,
  { readonly body: Static<typeof RevocationInput> }
>): Promise<OperationAnswer> {
  const { appId, ...wanted } = input.body;
  const project = await ports.projects.findByAppId(appId);
  if (project === undefined) throw new InvalidAppIdError();
  const { revocations } = ports;
  const revocation = await revokeTokens(wanted, project, { revocations, now: sources.now });
  const body = { revocation: viewRevocation(revocation) };
  return { status: 201, body, ...describeRevocation(revocation) };
}

async function listRevocations({
  ports,
  input: { query },
  sources,
}: OperationCall<RevocationPorts, Static<typeof ListInput>>): Promise<OperationAnswer> {
  const { limit = PAGE_SIZE, after } = query;
  const wanted = { limit, after, now: sources.now() };
  const { revocations, next = null } = await ports.revocations.list(query.appId, wanted);
  return { body: { revocations: revocations.map(viewRevocation), next } };
}

async function removeRevocation({
  ports,
  input,
}: OperationCall<RevocationPorts, Static<typeof RemoveInput>>): Promise<OperationAnswer> {
  const { key } = input.path;
  const revocation = await ports.revocations.remove(input.query.appId, key);
  if (revocation === undefined) {
    throw new NotFoundError('the project has no such revocation; it may have ended');
  }
  return { body: { revocation: viewRevocation(revocation) }, ...describeRevocation(revocation) };
}

/** Revoking tokens, for customers. */
export const revocationOperations: readonly Operation<RevocationPorts>[] = [
  defineOperation({
    id: 'create-revocation',
    method: 'POST',
    path: '/stagedoor/v1/revocations',
    family: 'stagedoor',
    access: 'write',
    summary: 'Revoke tokens: one, those of a user or a channel, or all of a project',
    source: SOURCE,
    appIdIn: { part: 'body', name: 'appId' },
    input: Type.Object({ body: RevocationInput }),
    answers: { 201: Type.Object({ revocation: RevocationView }) },
    run: createRevocation,
  }),
  defineOperation({
    id: 'list-revocations',
    method: 'GET',
    path: '/stagedoor/v1/revocations',
    family: 'stagedoor',
    access: 'read',
    summary: 'List the revocations of a project, the newest first',
    source: SOURCE,
    appIdIn: { part: 'query', name: 'appId' },
    input: ListInput,
    answers: {
      200: Type.Object({
        revocations: Type.Array(RevocationView),
        next: Type.Union([Type.String(), Type.Null()], {
          description: 'What to give as `after` for the next page; null on the last one',
        }),
      }),
    },
    run: listRevocations,
  }),
  defineOperation({
    id: 'remove-revocation',
    method: 'DELETE',
    path: '/stagedoor/v1/revocations/{key}',
    family: 'stagedoor',
    access: 'write',
    summary: 'Take a revocation back',
    source: SOURCE,
    appIdIn: { part: 'query', name: 'appId' },
    input: RemoveInput,
    answers: { 200: Type.Object({ revocation: RevocationView }) },
    run: removeRevocation,
  }),
];
