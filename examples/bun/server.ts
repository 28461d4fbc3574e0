import { toFetchHandler } from '@stagedoor/token-server';
import { createTokenServer } from '../token-server.js';

const tokenServer = createTokenServer(process.env);

const server = Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env['PORT'] ?? 8082),
  fetch: toFetchHandler(tokenServer, {
    clientAddressOf: (request) => server.requestIP(request)?.address,
  }),
});

console.log('listening at', { port: server.port });
