import { parseGetTokenBody } from './parse-get-token-body.js';
import type { TokenRoute } from './route.js';
import { writeJson } from './write-json.js';

/**
 * `POST /getToken` of the community token service: `{"tokenType": "rtc", "channel", "role", "uid", "expire"}` answers
 * `{"token"}`, or `{"error"}` with another status than 200.
 */
export const getTokenRoute: TokenRoute = {
  name: 'get_token',
  method: 'POST',
  path: '/getToken',
  readsBody: true,
  parse: ({ body }) => ({ kind: 'tokens', requests: [parseGetTokenBody(body)] }),
  writeGranted: ([issued]) => writeJson(200, { token: issued?.token ?? '' }),
  writeRefused: ({ status, message }) => writeJson(status, { error: message }),
};
