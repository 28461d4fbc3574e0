import { type Static, Type } from 'typebox';
import {
  type AdminAnswer,
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import type { CustomerCredential } from '../../domain/customer-credential.js';
import { randomHex32 } from '../../domain/random-id.js';
import { addSecret, dropSecret } from './change-secrets.js';
import { createCredential } from './create-credential.js';
import type { CredentialPorts } from './credential-ports.js';
import { viewCredential } from './credential-view.js';
import { CredentialNotFoundError, SecretDownloadedError, SecretMissingError } from './errors.js';

const MAX_PAGE = 1000;

const Hex32 = Type.String({ pattern: '^[0-9a-f]{32}$' });
const CustomerId = Type.String({ minLength: 1, maxLength: 255 });
const Slot = Type.Union([Type.Literal('primary'), Type.Literal('secondary')]);

const CreateInput = Type.Object({
  name: Type.String(),
  access: Type.Optional(Type.Union([Type.Literal('full'), Type.Literal('read-only')])),
  appIds: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: MAX_PAGE })),
  customerId: Type.Optional(Hex32),
  customerSecret: Type.Optional(Hex32),
  downloadLater: Type.Optional(Type.Boolean()),
});

const ListInput = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
  /** The customer ID that the page before ended with. */
  after: Type.Optional(CustomerId),
});

const CredentialName = Type.Object({ customerId: CustomerId });

const RotateInput = Type.Object({
  customerId: CustomerId,
  /** Whether the older of two live secrets makes room. */
  dropOld: Type.Optional(Type.Boolean()),
  /** A secret that was drawn before, so that it could be written down before it is live. */
  customerSecret: Type.Optional(Hex32),
  /** Whether the secret is kept for `credential.download`, and not given now. */
  downloadLater: Type.Optional(Type.Boolean()),
});

const SecretName = Type.Object({ customerId: CustomerId, slot: Type.Optional(Slot) });

type Call<Input> = AdminCall<CredentialPorts, Input>;

/** The credential, if it is one of the organization. Throws `credential_not_found`. */
async function findCredential({
  ports,
  input: { customerId },
  organizationId,
}: Call<{ readonly customerId: string }>): Promise<CustomerCredential> {
  const found = await ports.customers.find(customerId);
  if (found?.credential.organizationId === organizationId) return found.credential;
  throw new CredentialNotFoundError(customerId);
}

async function listCredentials({
  ports,
  input: { limit = MAX_PAGE, after },
  organizationId,
}: Call<Static<typeof ListInput>>): Promise<AdminAnswer> {
  const found = await ports.customers.list(organizationId, { limit: limit + 1, after });
  const page = found.slice(0, limit);
  const credentials = await Promise.all(page.map((each) => viewCredential(each, ports.projects)));
  const next = found.length > limit ? page.at(-1)?.customerId : undefined;
  return { result: { credentials, next: next ?? null } };
}

async function showCredential(call: Call<Static<typeof CredentialName>>): Promise<AdminAnswer> {
  return { result: await viewCredential(await findCredential(call), call.ports.projects) };
}

async function rotateSecret(call: Call<Static<typeof RotateInput>>): Promise<AdminAnswer> {
  const { ports, input, sources } = call;
  const { customerId } = await findCredential(call);
  const { dropOld: isOldDropped = false, downloadLater: isLater = false } = input;
  const createdAt = sources.now();
  const { customerSecret = randomHex32(sources) } = input;
  const added = { customerSecret, createdAt, downloadedAt: isLater ? undefined : createdAt };
  const secrets = await ports.customers.changeSecrets(customerId, (live) =>
    addSecret(live, added, { customerId, isOldDropped }),
  );
  const given = isLater ? {} : { customerSecret };
  return {
    result: { customerId, ...given, liveSecrets: secrets.length },
    target: `credential ${customerId}`,
    details: { isOldDropped },
  };
}

async function dropOneSecret(call: Call<Static<typeof SecretName>>): Promise<AdminAnswer> {
  const { ports, input } = call;
  const { customerId } = await findCredential(call);
  const { slot = 'secondary' } = input;
  await ports.customers.changeSecrets(customerId, (live) => dropSecret(live, slot));
  return { result: { customerId }, target: `credential ${customerId}`, details: { slot } };
}

async function downloadSecret(call: Call<Static<typeof SecretName>>): Promise<AdminAnswer> {
  const { ports, input, sources } = call;
  const { customerId, secrets } = await findCredential(call);
  const { slot = 'primary' } = input;
  const text = await ports.customers.takeSecretForDownload(customerId, slot, sources.now());
  if (text === undefined) {
    if (secrets.every((each) => each.slot !== slot)) throw new SecretMissingError(slot);
    throw new SecretDownloadedError(customerId, slot);
  }
  return {
    result: { customerId, customerSecret: text },
    target: `credential ${customerId}`,
    details: { slot },
  };
}

/** Disables or enables; what is so already keeps the time since when. */
async function setDisabled(
  call: Call<Static<typeof CredentialName>>,
  isDisabled: boolean,
): Promise<AdminAnswer> {
  const { customerId, disabledAt } = await findCredential(call);
  const since = isDisabled ? (disabledAt ?? call.sources.now()) : undefined;
  await call.ports.customers.setDisabledAt(customerId, since);
  return {
    result: { customerId, state: isDisabled ? 'disabled' : 'enabled' },
    target: `credential ${customerId}`,
  };
}

/** What administrators do with customer credentials. */
export const credentialAdminCommands: readonly AdminCommand<CredentialPorts>[] = [
  defineAdminCommand({
    id: 'credential.create',
    access: 'write',
    scope: 'organization',
    input: CreateInput,
    run: createCredential,
  }),
  defineAdminCommand({
    id: 'credential.list',
    access: 'read',
    scope: 'organization',
    input: ListInput,
    run: listCredentials,
  }),
  defineAdminCommand({
    id: 'credential.show',
    access: 'read',
    scope: 'organization',
    input: CredentialName,
    run: showCredential,
  }),
  defineAdminCommand({
    id: 'credential.rotate',
    access: 'write',
    scope: 'organization',
    input: RotateInput,
    run: rotateSecret,
  }),
  defineAdminCommand({
    id: 'credential.drop-secret',
    access: 'write',
    scope: 'organization',
    input: SecretName,
    run: dropOneSecret,
  }),
  defineAdminCommand({
    id: 'credential.download',
    access: 'write',
    scope: 'organization',
    input: SecretName,
    run: downloadSecret,
  }),
  defineAdminCommand({
    id: 'credential.disable',
    access: 'write',
    scope: 'organization',
    input: CredentialName,
    run: (call: Call<Static<typeof CredentialName>>) => setDisabled(call, true),
  }),
  defineAdminCommand({
    id: 'credential.enable',
    access: 'write',
    scope: 'organization',
    input: CredentialName,
    run: (call: Call<Static<typeof CredentialName>>) => setDisabled(call, false),
  }),
];
