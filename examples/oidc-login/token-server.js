import { once } from 'node:events';
import { NATIVE_ROUTES, serveProject, TokenServer } from '@stagedoor/token-server';
import { jwtCallers } from '@stagedoor/token-server/jwt';
import { createNodeServer } from '@stagedoor/token-server/node';
import { parsePolicy } from '@stagedoor/token-server/policy';
import policyDocument from './policy.json' with { type: 'json' };

const now = () => Math.floor(Date.now() / 1000);

/**
 * A token server for a project, whose callers are people with access tokens of an issuer.
 *
 * @param {{ appId: string, certificate: string }} project
 * @param {{ issuer: string, audience: string }} login
 */
export async function startTokenServer({ appId, certificate }, { issuer, audience }) {
  const policy = parsePolicy(policyDocument);
  const tokenServer = new TokenServer({
    projects: serveProject({ appId, certificates: [certificate] }),
    callers: [jwtCallers({ issuers: [{ issuer, audiences: [audience] }], now })],
    policy: () => policy,
    routes: NATIVE_ROUTES,
    now,
  });
  const server = createNodeServer(tokenServer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const stop = () => {
    server.close();
    server.closeIdleConnections();
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}
