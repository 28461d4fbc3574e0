/** What HTTP alone costs: a server of node:http that reads nothing, decides nothing and answers a constant. A program. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As long as an answer with a token. */
const BODY = JSON.stringify({ token: `007${'x'.repeat(130)}`, code: '200' });

const server = createServer((_request, response) => {
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(BODY),
  });
  response.end(BODY);
});
server.listen(0, '127.0.0.1', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- because a TCP server has no other address
  console.log((server.address() as AddressInfo).port);
});
