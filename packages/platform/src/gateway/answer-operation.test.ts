import { describe, expect, it } from 'vitest';
import {
  addCustomer,
  addProject,
  type EchoServer,
  lengthOf,
  useEchoServers,
} from '../../test/echo-server.js';
import { OPERATIONS } from '../operations/operation-table.js';

const start = useEchoServers();

describe('answers that are kept until a change', () => {
  const list = async (server: EchoServer): Promise<number> => {
    const { projects } = JSON.parse((await server.send('GET /dev/v1/projects')).body) as {
      readonly projects: readonly unknown[];
    };
    return projects.length;
  };

  it('are read anew after each change, whoever made it', async () => {
    const server = await start({ operations: OPERATIONS });
    expect([await list(server), await list(server)]).toEqual([0, 0]);
    const body = '{"name":"by request"}';
    await server.send('POST /dev/v1/project', [lengthOf(body)], body);
    expect(await list(server)).toBe(1);
    await addProject(server, 'by command');
    expect(await list(server)).toBe(2);
  });

  it('are read once for many requests, and for those of a part of the organization each time', async () => {
    const server = await start({ operations: OPERATIONS });
    const { projects } = server.platform.storage.stores;
    let reads = 0;
    const readAll = projects.list.bind(projects);
    projects.list = (organizationId) => {
      reads += 1;
      return readAll(organizationId);
    };
    const scoped = await addCustomer(server, { projectIds: [] });
    for (let i = 0; i < 3; i += 1) await server.send('GET /dev/v1/projects');
    expect(reads).toBe(1);
    for (let i = 0; i < 3; i += 1) await server.send('GET /dev/v1/projects', [scoped]);
    expect(reads).toBe(4);
  });
});
