import {
  basic,
  createMemoryReplayStore,
  hmac,
  type ProfileOptions,
  type ReplayStore,
  type Scheme,
  type VerifyRequestOptions,
} from '@stagedoor/rest-auth';
import { messageSignature } from '@stagedoor/rest-auth/message-signature';
import type { SystemSources } from '../domain/system-sources.js';
import type { CustomerDirectory } from '../features/customers/customer-directory.js';
import { FAMILIES, type FamilyName, type SchemeName } from '../operations/family-table.js';

/** What verifying requests takes. */
export interface RequestVerification {
  readonly customers: CustomerDirectory;
  readonly sources: SystemSources;
  readonly replay?: ReplayStore | undefined;
  readonly profile?: ProfileOptions | undefined;
}

const SCHEMES: Readonly<Partial<Record<SchemeName, () => Scheme>>> = {
  basic,
  hmac,
  'message-signature': messageSignature,
};

/** How requests of that family are proven. */
export function verifyOptionsOf(
  family: FamilyName,
  { customers, sources, replay, profile }: RequestVerification,
): VerifyRequestOptions {
  return {
    schemes: FAMILIES[family].schemes.flatMap((name) => SCHEMES[name]?.() ?? []),
    lookup: { findCustomer: (customerId) => customers.findKeys(customerId) },
    now: sources.now,
    replay: replay ?? createMemoryReplayStore({ now: sources.now }),
    profile,
    refusalTexts: 'published',
  };
}
