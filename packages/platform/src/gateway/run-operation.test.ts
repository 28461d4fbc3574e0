import { type TObject, Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { type EchoServer, useEchoServers } from '../../test/echo-server.js';
import { CUSTOMER, ORGANIZATION_ID } from '../../test/test-platform.js';
import { InvalidRequestError } from '../errors.js';
import { makeProject } from '../features/projects/create-project.js';
import { defineOperation, type OperationAnswer } from '../operations/operation.js';
import type { OperationPorts } from '../operations/operation-table.js';

const start = useEchoServers();

/** A server with one operation that adds a project, and then does what is given. */
function startWith(finish: () => OperationAnswer): Promise<EchoServer> {
  const operation = defineOperation<OperationPorts, TObject>({
    id: 'add',
    method: 'POST',
    path: '/add',
    family: 'projects',
    access: 'write',
    summary: 'Add',
    source: 'A test',
    input: Type.Object({}),
    answers: {},
    run: async ({ ports, organizationId, sources }) => {
      const options = { isCertificateLive: true, sources };
      await ports.projects.add(makeProject(organizationId, 'added', options));
      return finish();
    },
  });
  return start({ operations: [operation] });
}

const namesIn = async ({ platform }: EchoServer): Promise<readonly string[]> =>
  (await platform.storage.stores.projects.list(ORGANIZATION_ID)).map(({ name }) => name);

const eventsIn = ({ database }: EchoServer) =>
  database.connection
    .selectFrom('audit_events')
    .select(['actor', 'action', 'target', 'outcome', 'address', 'request_id', 'details'])
    .where('action', '=', 'add')
    .execute();

describe('runOperation', () => {
  it('writes a change and the event that tells of it', async () => {
    const server = await startWith(() => ({ body: {}, target: 'project 1', details: { a: 1 } }));
    expect((await server.send('POST /add', ['X-Request-ID: r1'])).status).toBe(200);
    expect(await namesIn(server)).toEqual(['added']);
    expect(await eventsIn(server)).toEqual([
      {
        actor: `customer:${CUSTOMER.customerId}`,
        action: 'add',
        target: 'project 1',
        outcome: 'done',
        address: '127.0.0.1',
        request_id: 'r1',
        details: '{"a":1}',
      },
    ]);
  });

  it('leaves nothing of a change that was refused in the middle', async () => {
    const server = await startWith(() => {
      throw new InvalidRequestError('not today');
    });
    expect((await server.send('POST /add')).status).toBe(400);
    expect([await namesIn(server), await eventsIn(server)]).toEqual([[], []]);
  });

  it('tells others when the change is made, and stands by it where that fails', async () => {
    const server = await startWith(() => ({
      body: {},
      target: 'project 1',
      afterCommit: () => {
        throw new TypeError('nobody listens');
      },
    }));
    expect((await server.send('POST /add')).status).toBe(200);
    expect(await namesIn(server)).toEqual(['added']);
    expect(server.failures).toMatchObject([
      { error: { message: 'nobody listens' }, operationId: 'add' },
    ]);
  });
});
