import { issueToken, rtm } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { addProject, useEchoServers } from '../../test/echo-server.js';
import { NOW, ORGANIZATION_ID } from '../../test/test-platform.js';

const start = useEchoServers();

describe('tokens of users', () => {
  async function startWithProject() {
    const server = await start();
    const project = await addProject(server, 'with users');
    const certificate = project.certificates[0]?.certificate ?? '';
    const issue = (userId: string, appId = project.appId): string =>
      issueToken({
        appId,
        certificate,
        issuedAt: NOW,
        expiresInSeconds: 3600,
        services: [rtm({ userId })],
      });
    return { server, project, issue };
  }

  it('open the operations that take them, for the user and project that they name', async () => {
    const { server, project, issue } = await startWithProject();
    const line = `GET /stagedoor/${project.appId}/users/zoe`;
    const token = issue('zoe');
    const answer = await server.send(line, [`Authorization: agora token=${token}`]);
    expect(JSON.parse(answer.body)).toEqual({
      input: { path: { appid: project.appId, user: 'zoe' } },
      caller: { kind: 'user', scheme: 'agora-token' },
    });
    const pair = [`x-agora-token: ${token}`, 'x-agora-uid: zoe'];
    expect((await server.send(line, pair)).status).toBe(200);
    expect((await server.send(line)).status).toBe(200);
    expect(server.observations.map(({ scheme }) => scheme)).toEqual([
      'agora-token',
      'agora-token',
      'basic',
    ]);
    expect(server.observations[0]).toMatchObject({
      customerId: undefined,
      organizationId: ORGANIZATION_ID,
    });
    for (const [path, text] of [
      [line.replace('zoe', 'max'), token],
      [line.replace(project.appId, '0'.repeat(32)), token],
      [line.replace(project.appId, 'no-app-id'), token],
      [line, `${token}x`],
    ]) {
      const refused = await server.send(path ?? '', [`Authorization: agora token=${text ?? ''}`]);
      expect([refused.status, refused.body]).toEqual([
        401,
        '{"message":"Invalid authentication credentials"}',
      ]);
    }
    expect(JSON.stringify(server.observations)).not.toContain(token.slice(3, 30));
  });

  it('are refused once the project is disabled', async () => {
    const { server, project, issue } = await startWithProject();
    await server.platform.storage.transact(ORGANIZATION_ID, ({ projects }) =>
      projects.update({ ...project, status: 'disabled' }),
    );
    const answer = await server.send(`GET /stagedoor/${project.appId}/users/zoe`, [
      `Authorization: agora token=${issue('zoe')}`,
    ]);
    expect(answer.status).toBe(401);
  });

  it('open nothing else', async () => {
    const { server, project, issue } = await startWithProject();
    const headers = [`Authorization: agora token=${issue('zoe')}`];
    expect((await server.send(`POST /stagedoor/${project.appId}`, headers)).status).toBe(401);
    expect((await server.send('GET /echo', headers)).status).toBe(401);
  });
});
