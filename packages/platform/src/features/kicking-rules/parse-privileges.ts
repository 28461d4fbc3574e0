import { InvalidRequestError } from '../../errors.js';
import { KICKING_PRIVILEGES, type KickingPrivilege } from './kicking-rule.js';

/** What the rule takes away where it does not say: an older version of the API knew nothing else. */
const DEFAULT: readonly KickingPrivilege[] = ['join_channel'];

/** A list in a form, as PHP writes it: `privileges[0]=join_channel`. */
const FORM_ITEM = /^privileges\[\d*\]$/;

function itemsOf(body: object): readonly unknown[] | undefined {
  const given: unknown = Reflect.get(body, 'privileges');
  if (Array.isArray(given)) return given as readonly unknown[];
  const items = Object.entries(body).filter(([name]) => FORM_ITEM.test(name));
  return items.length === 0 ? undefined : items.map(([, item]: [string, unknown]) => item);
}

/** The privileges that `body` lists, each once, in the order of the documents. Throws `invalid_request`. */
export function parsePrivileges(body: object): readonly KickingPrivilege[] {
  const items = itemsOf(body);
  if (items === undefined) return DEFAULT;
  const known: readonly unknown[] = KICKING_PRIVILEGES;
  if (items.length === 0 || !items.every((item) => known.includes(item))) {
    throw new InvalidRequestError(
      `privileges must be a list of one or more of ${KICKING_PRIVILEGES.join(', ')}`,
    );
  }
  return KICKING_PRIVILEGES.filter((each) => items.includes(each));
}
