import { InvalidPrivilegeError, quoteValue, type ServiceName } from '@stagedoor/token';
import { WrongFieldTypeError } from '../errors.js';
import { SERVICE_TRAITS } from '../policy/service-traits-table.js';
import { describeType } from './describe-type.js';

/**
 * The privileges that a request names, each once; undefined where it names none. Throws `wrong_field_type` for what is no
 * list, and `invalid_privilege` for an empty one, and for names that the service has not.
 */
export function parseRequestedPrivileges(
  value: unknown,
  service: ServiceName,
): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) {
    throw new WrongFieldTypeError('privileges', 'list', describeType(value));
  }
  const { privileges: known, choice } = SERVICE_TRAITS[service];
  const names = new Set<unknown>(value);
  const wanted = known.filter((name) => names.delete(name));
  for (const stranger of names) {
    throw new InvalidPrivilegeError(
      `${quoteValue(stranger)} is not a privilege of ${service}; it has ${known.join(', ')}`,
    );
  }
  if (wanted.length === 0) throw new InvalidPrivilegeError('the list of privileges is empty');
  if (choice === 'one' && wanted.length > 1) {
    throw new InvalidPrivilegeError(`ask for one of ${wanted.join(', ')} in a token`);
  }
  return wanted;
}
