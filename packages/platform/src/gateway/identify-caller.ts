import type { CustomerPrincipal, Principal, UserPrincipal } from '@stagedoor/rest-auth';
import type { Caller } from '../domain/caller.js';
import { NotEntitledError } from '../errors.js';
import type { OpenGateway } from './gateway.js';

async function identifyCustomer(
  { customerId, scheme }: CustomerPrincipal & Pick<Principal, 'scheme'>,
  { customers }: OpenGateway,
): Promise<Caller> {
  const found = await customers.find(customerId);
  if (found === undefined) throw new NotEntitledError('the customer credential was removed');
  // A body that takes its time must not outlive it.
  if (found.credential.disabledAt !== undefined) {
    throw new NotEntitledError('the customer credential was disabled');
  }
  customers.noteUsed(customerId);
  const { organizationId, access, projectIds } = found.credential;
  return { kind: 'customer', customerId, organizationId, access, projectIds, scheme };
}

async function identifyUser(
  principal: UserPrincipal & Pick<Principal, 'scheme'>,
  { projects }: OpenGateway,
): Promise<Caller> {
  const { appId, scheme } = principal;
  const project = await projects.findByAppId(appId);
  if (project === undefined) throw new NotEntitledError('the project was removed');
  const { organizationId } = project;
  return { kind: 'user', appId, organizationId, scheme, principal };
}

/** Who a proven principal is here. Throws `not_entitled` where it was removed or disabled since it was proven. */
export function identifyCaller(principal: Principal, gateway: OpenGateway): Promise<Caller> {
  return principal.kind === 'customer'
    ? identifyCustomer(principal, gateway)
    : identifyUser(principal, gateway);
}
