import { toFetchHandler } from '@stagedoor/token-server';
import { createTokenServer } from '../token-server.js';

const tokenServer = createTokenServer(Deno.env.toObject());

Deno.serve(
  {
    hostname: '127.0.0.1',
    port: Number(Deno.env.get('PORT') ?? 8082),
    onListen: (address) => console.log('listening at', address),
  },
  (request, { remoteAddr }) =>
    toFetchHandler(tokenServer, { clientAddressOf: () => remoteAddr.hostname })(request),
);
