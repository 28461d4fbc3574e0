import { parseQuickstartBody } from './parse-quickstart-body.js';
import type { RouteAnswer, TokenRoute } from './route.js';
import { writeJson } from './write-json.js';

/** The two fields of every answer of the contract: the token or the reason, and the status as text. */
const answer = (status: number, token: string): RouteAnswer =>
  writeJson(status, { token, code: String(status) });

/**
 * The contract of the documented quickstart: `POST /fetch_rtc_token` with
 * `{"uid": 1234, "ChannelName": "test", "role": 1}` answers 200 `{"token": "007…", "code": "200"}`; a refusal has the
 * same two fields, the reason in `token`. Its clients declare all kinds of content types, or none.
 */
export const quickstartRoute: TokenRoute = {
  name: 'fetch_rtc_token',
  method: 'POST',
  path: '/fetch_rtc_token',
  readsBody: true,
  parse: ({ body }) => ({ kind: 'tokens', requests: [parseQuickstartBody(body)] }),
  writeGranted: ([issued]) => answer(200, issued?.token ?? ''),
  writeRefused: ({ status, message }) => answer(status, message),
};
