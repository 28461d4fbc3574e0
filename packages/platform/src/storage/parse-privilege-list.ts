import type { KickingPrivilege } from '../features/kicking-rules/kicking-rule.js';

/** The privileges of a kicking rule as a column holds them: JSON that we wrote. */
export function parsePrivilegeList(column: string): readonly KickingPrivilege[] {
  return JSON.parse(column) as readonly KickingPrivilege[];
}
