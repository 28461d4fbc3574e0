import { parseAppId } from '@stagedoor/token';
import { MissingFieldError } from '../errors.js';
import { checkFields } from '../requests/check-fields.js';
import { type JsonFields, parseJsonObject } from '../requests/parse-json-object.js';
import { parseRequestedLife } from '../requests/parse-requested-life.js';
import { parseRequestedService } from '../requests/parse-requested-service.js';
import { parseRequestedServices } from '../requests/parse-requested-services.js';
import type { RequestedService, TokenRequest } from '../requests/token-request.js';

/** Of the token, beside its services. */
const TOKEN_FIELDS = ['appId', 'expiresInSeconds'];

/** One service, whose fields stand beside those of the token. */
function parseSole(fields: JsonFields): readonly [RequestedService] {
  const own = [...fields].filter(([name]) => !TOKEN_FIELDS.includes(name));
  return [parseRequestedService(new Map(own))];
}

function parseServices(fields: JsonFields): readonly RequestedService[] {
  if (fields.has('service')) return parseSole(fields);
  checkFields(fields, [...TOKEN_FIELDS, 'services']);
  if (!fields.has('services')) throw new MissingFieldError('services');
  return parseRequestedServices(fields.get('services'));
}

/**
 * The body of `POST /v1/token`: `{"services": [{"service": "rtc", "channel": "test", "uid": 1234}]}`, or the fields of one
 * service at the top, and beside either `appId` and `expiresInSeconds`. Throws `invalid_json`, `repeated_field`,
 * `missing_field`, `unknown_field`, `wrong_field_type`, `invalid_app_id`, `invalid_expiry`, `invalid_services`, and what
 * `parseRequestedService` throws.
 */
export function parseNativeBody(body: Uint8Array): TokenRequest {
  const fields = parseJsonObject(body);
  const services = parseServices(fields);
  const [appId, seconds] = [fields.get('appId'), fields.get('expiresInSeconds')];
  return {
    services,
    appId: appId === undefined ? undefined : parseAppId(appId),
    expiresInSeconds:
      seconds === undefined ? undefined : parseRequestedLife('expiresInSeconds', seconds),
  };
}
