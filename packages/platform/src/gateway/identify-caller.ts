import type { Principal } from '@stagedoor/rest-auth';
import type { Caller } from '../domain/caller.js';
import { NotEntitledError } from '../errors.js';
import type { CustomerDirectory } from '../features/customers/customer-directory.js';

/** Who a proven principal is here. Throws `not_entitled` where it was removed since it was proven. */
export async function identifyCaller(
  principal: Principal,
  customers: CustomerDirectory,
): Promise<Caller> {
  if (principal.kind !== 'customer') throw new NotEntitledError('tokens open no operation here');
  const found = await customers.find(principal.customerId);
  if (found === undefined) throw new NotEntitledError('the customer credential was removed');
  const { customerId, organizationId, access, projectIds } = found.credential;
  const { scheme } = principal;
  return { kind: 'customer', customerId, organizationId, access, projectIds, scheme };
}
