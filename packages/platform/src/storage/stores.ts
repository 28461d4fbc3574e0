import type { AuditStore } from '../features/audit-trail/audit-store.js';
import type { CustomerStore } from '../features/customers/customer-store.js';
import type { ProjectStore } from '../features/projects/project-store.js';
import type { Keyring } from '../keyring/keyring.js';
import type { Connection } from './database.js';
import { SqlAuditStore } from './sql-audit-store.js';
import { SqlCustomerStore } from './sql-customer-store.js';
import { SqlProjectStore } from './sql-project-store.js';

/** All that is stored, by feature. On one connection: what a transaction's stores write is there as a whole or not at all. */
export interface Stores {
  readonly audit: AuditStore;
  readonly customers: CustomerStore;
  readonly projects: ProjectStore;
}

/** The stores of the database, or of one transaction. */
export function createStores(connection: Connection, keyring: Keyring): Stores {
  return {
    audit: new SqlAuditStore(connection),
    customers: new SqlCustomerStore(connection, keyring),
    projects: new SqlProjectStore(connection, keyring),
  };
}
