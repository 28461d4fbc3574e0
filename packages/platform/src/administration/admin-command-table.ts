import { admissionAdminCommands } from '../features/admissions/admin-commands.js';
import { apiKeyAdminCommands } from '../features/api-keys/admin-commands.js';
import { auditAdminCommands } from '../features/audit-trail/admin-commands.js';
import { credentialAdminCommands } from '../features/customers/admin-commands.js';
import { organizationAdminCommands } from '../features/organizations/admin-commands.js';
import { projectAdminCommands } from '../features/projects/admin-commands.js';
import { revocationAdminCommands } from '../features/revocations/admin-commands.js';
import { streamUrlAdminCommands } from '../features/stream-urls/admin-commands.js';
import { tokenPolicyAdminCommands } from '../features/token-policies/admin-commands.js';
import type { TokenPolicyChecker } from '../features/token-policies/token-policy-ports.js';
import { keyAdminCommands } from '../keyring/admin-commands.js';
import type { EnvelopeKeyring } from '../keyring/envelope-keyring.js';
import { backupAdminCommands } from '../storage/backups/admin-commands.js';
import type { Database } from '../storage/database.js';
import type { Storage } from '../storage/storage.js';
import type { Stores } from '../storage/stores.js';
import type { AdminCommand } from './admin-command.js';

/** The storage as a whole, for maintenance. Not to be used inside a write: embedded storage has one connection. */
export interface Maintenance {
  readonly database: Database;
  readonly keyring: EnvelopeKeyring;
  readonly storage: Storage;
}

/** What the commands of all features need together. */
export interface AdminPorts extends Stores {
  readonly maintenance: Maintenance;
  readonly policyChecker: TokenPolicyChecker;
}

/** Everything that an administrator can do. */
export const ADMIN_COMMANDS: readonly AdminCommand<AdminPorts>[] = [
  ...apiKeyAdminCommands,
  ...auditAdminCommands,
  ...backupAdminCommands,
  ...credentialAdminCommands,
  ...keyAdminCommands,
  ...organizationAdminCommands,
  ...revocationAdminCommands,
  ...streamUrlAdminCommands,
  ...tokenPolicyAdminCommands,
  ...admissionAdminCommands,
  ...projectAdminCommands,
];
