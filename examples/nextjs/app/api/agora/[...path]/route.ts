import { type FetchHandler, toFetchHandler } from '@stagedoor/token-server';
import { createTokenServer } from '../../../../../token-server.js';

let handler: FetchHandler | undefined;

// At the first request: `next build` loads this file, too, on a machine that has no secrets.
const answer: FetchHandler = (request) => {
  handler ??= toFetchHandler(createTokenServer(process.env), { basePath: '/api/agora' });
  return handler(request);
};

export { answer as OPTIONS, answer as POST };
