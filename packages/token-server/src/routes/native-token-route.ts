import { checkJsonType } from './check-json-type.js';
import { parseNativeBody } from './parse-native-body.js';
import type { TokenRoute } from './route.js';
import { toTokenResponse } from './to-token-response.js';
import { writeJson } from './write-json.js';
import { writeJsonRefusal } from './write-json-refusal.js';

/**
 * `POST /v1/token`: takes a `TokenRequestBody`, answers a `TokenResponseBody`, or a `RefusalBody` with another status
 * than 200.
 */
export const nativeTokenRoute: TokenRoute = {
  name: 'token',
  method: 'POST',
  path: '/v1/token',
  readsBody: true,
  parse: ({ contentType, body }) => {
    checkJsonType(contentType);
    return { kind: 'tokens', requests: [parseNativeBody(body)] };
  },
  writeGranted: (issued) => {
    const [body = {}] = issued.map(toTokenResponse);
    return writeJson(200, body);
  },
  writeRefused: writeJsonRefusal,
};
