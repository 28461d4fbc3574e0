import { signRequest } from '@stagedoor/rest-auth';
import { describe, expect, it } from 'vitest';
import { addCustomer, addProject, fieldOf, useEchoServers } from '../../test/echo-server.js';
import type { RawAnswer } from '../../test/raw-http.js';
import { basicOf, CUSTOMER, NOW } from '../../test/test-platform.js';
import { StorageUnavailableError } from '../errors.js';
import { OPERATIONS } from '../operations/operation-table.js';

const UNKNOWN = `Authorization: ${basicOf({ ...CUSTOMER, customerId: 'e'.repeat(32) })}`;

const start = useEchoServers();

describe('errors', () => {
  it('of a product have the keys of its family, those of the gateway the published one', async () => {
    const server = await start({ operations: OPERATIONS });
    const bodyOf = async (line: string, headers: readonly string[] = []): Promise<unknown> =>
      JSON.parse((await server.send(line, headers)).body);
    const both = { message: expect.any(String), error_msg: expect.any(String) };
    const one = { message: expect.any(String) };
    expect(await bodyOf('POST /dev/v1/project')).toEqual(both);
    expect(await bodyOf('GET /dev/v1/project?id=unknown')).toEqual(both);
    expect(await bodyOf('GET /dev/v1/projects', [UNKNOWN])).toEqual(one);
    expect(await bodyOf('GET /dev/v1/kicking-rule?appid=unknown')).toEqual({
      message: 'invalid appid',
    });
    expect(await bodyOf('GET /dev/v1/kicking-rule')).toEqual({ message: 'invalid appid' });
    expect(await bodyOf('GET /dev/v1/kicking-rule?appid=a&appid=b')).toEqual({
      message: 'invalid appid',
    });
  });

  it('of storage are a 503 that says when to come again', async () => {
    const inner = '/var/lib/inner/stagedoor.db is locked';
    const server = await start({ operations: OPERATIONS });
    server.platform.storage.stores.projects.list = () =>
      Promise.reject(new StorageUnavailableError(inner));
    const answer = await server.send('GET /dev/v1/projects');
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      503,
      { message: 'Service unavailable', request_id: fieldOf(answer, 'x-request-id') },
    ]);
    expect(fieldOf(answer, 'retry-after')).toBe('1');
    expect(fieldOf(answer, 'x-stagedoor-error')).toBe('storage_unavailable');
    expect(server.failures.map(({ error }) => (error as Error).message)).toEqual([inner]);
    expect(server.observations.map(({ outcome }) => outcome)).toEqual(['failed']);
  });

  it('of a replay memory that is away are a 503 for what changes something, and for nothing else', async () => {
    const replay = { addIfAbsent: () => Promise.reject(new TypeError('redis://inner is away')) };
    const server = await start({ verification: { replay } });
    const send = async (method: string): Promise<RawAnswer> => {
      const signed = await signRequest(
        { method, authority: '127.0.0.1', target: '/fls/echo' },
        { scheme: 'hmac', credential: CUSTOMER, now: NOW },
      );
      const headers = signed.map(([name, value]) => `${name}: ${value}`);
      return server.send(`${method} /fls/echo`, headers);
    };
    expect((await send('GET')).status).toBe(200);
    const answer = await send('PATCH');
    expect([answer.status, JSON.parse(answer.body)]).toEqual([
      503,
      { message: 'Service unavailable', request_id: expect.any(String) },
    ]);
    expect(fieldOf(answer, 'retry-after')).toBe('1');
    expect(fieldOf(answer, 'x-stagedoor-error')).toBe('replay_store_unavailable');
    expect(server.failures).toMatchObject([{ operationId: 'broadcast-patch' }]);
    expect(server.observations.at(-1)).toMatchObject({ outcome: 'failed', scheme: 'hmac' });
  });

  it('of a customer that may only read are a 403', async () => {
    const server = await start({ operations: OPERATIONS });
    const reader = await addCustomer(server, { access: 'read-only' });
    const answer = await server.send('POST /dev/v1/project', [reader]);
    expect([answer.status, fieldOf(answer, 'x-stagedoor-error')]).toEqual([
      403,
      'read_only_credential',
    ]);
    expect((await server.send('GET /dev/v1/projects', [reader])).status).toBe(200);
  });

  it('of a customer that may not reach the project are the 401 of a wrong secret', async () => {
    const server = await start();
    const project = await addProject(server, 'out of reach');
    const scoped = await addCustomer(server, { projectIds: [] });
    const answer = await server.send(`POST /stagedoor/${project.appId}`, [scoped]);
    expect([answer.status, answer.body]).toEqual([
      401,
      '{"message":"Invalid authentication credentials"}',
    ]);
    expect(answer.headers.get('www-authenticate')).toHaveLength(2);
    expect(server.observations.at(-1)).toMatchObject({ outcome: 'refused', code: 'not_entitled' });
    expect((await server.send(`POST /stagedoor/${project.appId}`)).status).toBe(200);
  });
});
