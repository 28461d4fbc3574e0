import { WrongFieldTypeError } from '../errors.js';
import { describeType } from './describe-type.js';
import { RequestedServicesError } from './errors.js';
import { parseJsonFields } from './parse-json-object.js';
import { parseRequestedService } from './parse-requested-service.js';
import type { RequestedService } from './token-request.js';

/** More than any app opens with one token; each costs a decision. */
const MAX_SERVICES = 16;

/** The list of services of a request. Throws what `parseRequestedService` throws, and `invalid_services`. */
export function parseRequestedServices(value: unknown): readonly RequestedService[] {
  if (!Array.isArray(value)) throw new WrongFieldTypeError('services', 'list', describeType(value));
  const { length } = value;
  if (length === 0 || length > MAX_SERVICES) {
    throw new RequestedServicesError(`ask for 1 to ${MAX_SERVICES} services, not for ${length}`);
  }
  return value.map((each: unknown, index) =>
    parseRequestedService(parseJsonFields(each, `services[${index}]`)),
  );
}
