import type { Organization } from '@stagedoor/platform';

/** What the administrator's command `organization.create` gives. */
export function parseOrganization(result: unknown): Organization {
  return result as Organization;
}

/** What the administrator's command `organization.list` gives. */
export function parseOrganizationList(result: unknown): {
  readonly organizations: readonly Organization[];
} {
  return result as { readonly organizations: readonly Organization[] };
}
