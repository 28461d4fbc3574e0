import { type FetchHandler, toFetchHandler } from '@stagedoor/token-server';
import { createTokenServer } from '../token-server.js';

/** The variables and secrets of the worker: `wrangler secret put STAGEDOOR_CERTIFICATE`, and so on. */
type Env = Readonly<Record<string, string>>;

let handler: FetchHandler | undefined;

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    handler ??= toFetchHandler(createTokenServer(env), {
      // Cloudflare sets it, whatever the client sent.
      clientAddressOf: ({ headers }) => headers.get('cf-connecting-ip') ?? undefined,
    });
    return handler(request);
  },
};
