import type { AdminAnswer, AdminCall } from '../../administration/admin-command.js';
import type { CredentialAccess } from '../../domain/customer-credential.js';
import { randomHex32 } from '../../domain/random-id.js';
import { InvalidRequestError } from '../../errors.js';
import type { CredentialPorts } from './credential-ports.js';
import { parseCredentialName } from './parse-credential-name.js';

/** What `credential.create` takes. */
export interface NewCredential {
  readonly name: string;
  readonly access?: CredentialAccess;
  /** The projects that it is for; all of the organization where this is left out. */
  readonly appIds?: readonly string[];
  /** ID and secret that clients have already, or that are written down already; random ones where they are left out. */
  readonly customerId?: string;
  readonly customerSecret?: string;
  /** Whether the secret is kept for `credential.download`, and not given now. */
  readonly downloadLater?: boolean;
}

async function findProjectIds(
  appIds: readonly string[],
  { ports, organizationId }: Pick<AdminCall<CredentialPorts, unknown>, 'ports' | 'organizationId'>,
): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const appId of appIds) {
    const project = await ports.projects.findByAppId(appId);
    if (project?.organizationId !== organizationId) {
      throw new InvalidRequestError(
        `the organization has no project with the App ID ${JSON.stringify(appId)}`,
      );
    }
    ids.add(project.id);
  }
  return [...ids];
}

/** Adds a credential with one secret, which the result holds unless it is to be downloaded later. */
export async function createCredential(
  call: AdminCall<CredentialPorts, NewCredential>,
): Promise<AdminAnswer> {
  const { ports, input, organizationId, sources } = call;
  const { access = 'full', appIds, downloadLater: isLater = false } = input;
  const name = parseCredentialName(input.name);
  const projectIds = appIds === undefined ? undefined : await findProjectIds(appIds, call);
  const { customerId = randomHex32(sources), customerSecret = randomHex32(sources) } = input;
  const createdAt = sources.now();
  const downloadedAt = isLater ? undefined : createdAt;
  await ports.customers.add(
    {
      customerId,
      organizationId,
      name,
      access,
      projectIds,
      createdAt,
      lastUsedAt: undefined,
      disabledAt: undefined,
    },
    [{ slot: 'primary', customerSecret, createdAt, downloadedAt }],
  );
  const given = isLater ? {} : { customerSecret };
  return {
    result: { customerId, ...given, name, access, appIds: appIds ?? null },
    target: `credential ${customerId}`,
    details: { name, access, appIds: appIds ?? null },
  };
}
