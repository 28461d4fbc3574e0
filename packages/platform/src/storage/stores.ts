import type { ApiKeyStore } from '../features/api-keys/api-key-store.js';
import type { AuditKeys } from '../features/audit-trail/audit-keys.js';
import type { AuditStore } from '../features/audit-trail/audit-store.js';
import type { BroadcastDomainStore } from '../features/broadcast-domains/broadcast-domain-store.js';
import type { CustomerStore } from '../features/customers/customer-store.js';
import type { EntryPointStore } from '../features/entry-points/entry-point-store.js';
import type { KickingRuleStore } from '../features/kicking-rules/kicking-rule-store.js';
import type { OrganizationStore } from '../features/organizations/organization-store.js';
import type { ProjectStore } from '../features/projects/project-store.js';
import type { RevocationStore } from '../features/revocations/revocation-store.js';
import type { StreamBanStore } from '../features/stream-bans/stream-ban-store.js';
import type { EntryPointPresence } from '../features/stream-bans/stream-ban-ports.js';
import type { TokenPolicyStore } from '../features/token-policies/token-policy-store.js';
import type { UserIdStore } from '../features/user-ids/user-id-store.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Connection } from './database.js';
import { SqlApiKeyStore } from './sql-api-key-store.js';
import { SqlAuditStore } from './sql-audit-store.js';
import { SqlBroadcastDomainStore } from './sql-broadcast-domain-store.js';
import { SqlCustomerStore } from './sql-customer-store.js';
import { SqlEntryPointStore } from './sql-entry-point-store.js';
import { SqlKickingRuleStore } from './sql-kicking-rule-store.js';
import { SqlOrganizationStore } from './sql-organization-store.js';
import { SqlProjectStore } from './sql-project-store.js';
import { SqlRevocationStore } from './sql-revocation-store.js';
import { SqlStreamBanStore } from './sql-stream-ban-store.js';
import { SqlTokenPolicyStore } from './sql-token-policy-store.js';
import { SqlUserIdStore } from './sql-user-id-store.js';

/** All that is stored, by feature. On one connection: what a transaction's stores write is there as a whole or not at all. */
export interface Stores {
  readonly apiKeys: ApiKeyStore;
  readonly audit: AuditStore;
  readonly bannedStreams: StreamBanStore;
  readonly broadcastDomains: BroadcastDomainStore;
  readonly customers: CustomerStore;
  readonly entryPoints: EntryPointStore & EntryPointPresence;
  readonly kickingRules: KickingRuleStore;
  readonly organizations: OrganizationStore;
  readonly projects: ProjectStore;
  readonly revocations: RevocationStore;
  readonly tokenPolicies: TokenPolicyStore;
  readonly userIds: UserIdStore;
}

/** The stores of the database, or of one transaction. */
export function createStores(
  connection: Connection,
  keyring: Keyring,
  auditKeys: AuditKeys,
): Stores {
  return {
    apiKeys: new SqlApiKeyStore(connection),
    audit: new SqlAuditStore(connection, auditKeys),
    bannedStreams: new SqlStreamBanStore(connection),
    broadcastDomains: new SqlBroadcastDomainStore(connection, keyring),
    customers: new SqlCustomerStore(connection, keyring),
    entryPoints: new SqlEntryPointStore(connection),
    kickingRules: new SqlKickingRuleStore(connection),
    organizations: new SqlOrganizationStore(connection),
    projects: new SqlProjectStore(connection, keyring),
    revocations: new SqlRevocationStore(connection),
    tokenPolicies: new SqlTokenPolicyStore(connection),
    userIds: new SqlUserIdStore(connection),
  };
}
