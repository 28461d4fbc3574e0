import type { Tables } from './tables.js';

/** A table and the columns of its primary key. */
type TableKeys = { readonly [Name in keyof Tables]: readonly (keyof Tables[Name] & string)[] };

/** All tables with their primary keys, those first that others refer to. Backups and copies go by it. */
export const TABLE_KEYS: TableKeys = {
  organizations: ['id'],
  projects: ['id'],
  certificates: ['project_id', 'slot'],
  customer_credentials: ['customer_id'],
  customer_secrets: ['customer_id', 'slot'],
  data_keys: ['id'],
  kicking_rules: ['id'],
  broadcast_domains: ['name'],
  entry_points: ['project_id', 'name'],
  stream_bans: ['project_id', 'entry_point', 'stream'],
  revocations: ['key'],
  api_keys: ['id'],
  api_key_secrets: ['key_id', 'secret_hash'],
  token_policies: ['organization_id', 'place', 'version'],
  user_ids: ['app_id', 'name_hash'],
  audit_events: ['seq'],
  audit_head: ['id'],
  audit_keys: ['generation'],
};

/** The names of all tables, in that order. */
export const TABLE_NAMES: readonly string[] = Object.keys(TABLE_KEYS);
