import { createNodeServer } from '@stagedoor/token-server/node';
import { createTokenServer } from '../token-server.js';

// A server of node:http whose connections are limited in time and size.
const server = createNodeServer(createTokenServer(process.env));

server.listen(Number(process.env['PORT'] ?? 8082), '127.0.0.1', () => {
  console.log('listening at', server.address());
});
