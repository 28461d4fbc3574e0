import { MissingFieldError, WrongFieldTypeError } from '../errors.js';
import { checkFields } from '../requests/check-fields.js';
import { describeType } from '../requests/describe-type.js';
import { parseJsonObject } from '../requests/parse-json-object.js';
import { checkJsonType } from './check-json-type.js';
import { nativeTokenRoute } from './native-token-route.js';
import type { TokenRoute } from './route.js';

/** The body: `{"token": "007…"}`. */
function parseToken(body: Uint8Array): string {
  const fields = parseJsonObject(body);
  checkFields(fields, ['token']);
  const token = fields.get('token');
  if (token === undefined) throw new MissingFieldError('token');
  if (typeof token === 'string') return token;
  throw new WrongFieldTypeError('token', 'string', describeType(token));
}

/** `POST /v1/token/renew`: takes a `RenewalRequestBody`, and answers as `POST /v1/token` does. */
export const renewalRoute: TokenRoute = {
  ...nativeTokenRoute,
  name: 'token_renew',
  path: '/v1/token/renew',
  parse: ({ contentType, body }) => {
    checkJsonType(contentType);
    return { kind: 'renewal', token: parseToken(body) };
  },
};
