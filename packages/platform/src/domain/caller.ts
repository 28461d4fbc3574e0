import type { Principal } from '@stagedoor/rest-auth';
import type { CredentialAccess } from './customer-credential.js';

/** Who calls an operation, once it is proven and known. */
export type Caller =
  | {
      readonly kind: 'customer';
      readonly customerId: string;
      readonly organizationId: string;
      readonly access: CredentialAccess;
      /** The IDs of the projects it may reach; undefined for all of the organization. */
      readonly projectIds: readonly string[] | undefined;
      readonly scheme: string;
    }
  | {
      readonly kind: 'user';
      readonly appId: string;
      readonly organizationId: string;
      readonly scheme: string;
      readonly principal: Principal;
    };

/**
 * Whether it may see keys and certificates. A credential that may only read may not: whoever has those can issue tokens and
 * sign URLs, and so do more than read.
 */
export function maySeeSecrets(caller: Caller): boolean {
  return caller.kind === 'customer' && caller.access === 'full';
}
