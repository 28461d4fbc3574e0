import type { Migration } from 'kysely';
import { projectsAndCustomers } from './0001-projects-and-customers.js';
import { auditTrail } from './0002-audit-trail.js';
import { kickingRulesAndRevocations } from './0003-kicking-rules-and-revocations.js';
import { broadcast } from './0004-broadcast.js';
import { tokenServer } from './0005-token-server.js';

/** All migrations, run in the order of their names. A released one is never changed: add another. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-projects-and-customers': projectsAndCustomers,
  '0002-audit-trail': auditTrail,
  '0003-kicking-rules-and-revocations': kickingRulesAndRevocations,
  '0004-broadcast': broadcast,
  '0005-token-server': tokenServer,
};
