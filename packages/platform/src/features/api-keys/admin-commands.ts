import { type Static, Type } from 'typebox';
import {
  type AdminAnswer,
  type AdminCall,
  type AdminCommand,
  defineAdminCommand,
} from '../../administration/admin-command.js';
import { type ApiKey, KEY_ID } from './api-key.js';
import type { ApiKeyPorts } from './api-key-ports.js';
import { fingerprintOf, viewApiKey } from './api-key-view.js';
import { createApiKey } from './create-api-key.js';
import { ApiKeyNotFoundError } from './errors.js';
import { rotateSecrets } from './rotate-secrets.js';

const MAX_PAGE = 1000;
const MAX_SCOPES = 64;
const MAX_LABELS = 64;
/** A year: longer than any rotation. */
const MAX_OVERLAP_SECONDS = 31_622_400;

const NewKeyId = Type.String({ pattern: KEY_ID.source });
const KeyId = Type.String({ minLength: 1, maxLength: 255 });
const SecretHash = Type.String({ pattern: '^[0-9a-f]{64}$' });
// RFC 6749, section 3.3: `scope-token`, as the scopes of JWTs are.
const Scope = Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,128}$' });

const CreateInput = Type.Object({
  keyId: NewKeyId,
  secretHash: SecretHash,
  name: Type.String(),
  scopes: Type.Optional(Type.Array(Scope, { maxItems: MAX_SCOPES, uniqueItems: true })),
  labels: Type.Optional(Type.Record(Type.String(), Type.String(), { maxProperties: MAX_LABELS })),
  appIds: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: MAX_PAGE })),
  expiresAt: Type.Optional(Type.Integer({ minimum: 1 })),
});

const ListInput = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE })),
  /** The key ID that the page before ended with. */
  after: Type.Optional(KeyId),
});

const NamedKey = Type.Object({ keyId: KeyId });

const RotateInput = Type.Object({
  keyId: KeyId,
  secretHash: SecretHash,
  overlapSeconds: Type.Integer({ minimum: 0, maximum: MAX_OVERLAP_SECONDS }),
  /** Whether the older of two live secrets makes room. */
  dropOld: Type.Optional(Type.Boolean()),
});

type Call<Input> = AdminCall<ApiKeyPorts, Input>;
type NamedCall = Call<Static<typeof NamedKey>>;

/** The key, if it is one of the organization. Throws `api_key_not_found`. */
async function findKey({ ports, input: { keyId }, organizationId }: NamedCall): Promise<ApiKey> {
  const found = await ports.apiKeys.find(keyId);
  if (found?.organizationId === organizationId) return found;
  throw new ApiKeyNotFoundError(keyId);
}

async function listKeys({
  ports,
  input: { limit = MAX_PAGE, after },
  organizationId,
  sources,
}: Call<Static<typeof ListInput>>): Promise<AdminAnswer> {
  const found = await ports.apiKeys.list(organizationId, { limit: limit + 1, after });
  const page = found.slice(0, limit);
  const next = found.length > limit ? page.at(-1)?.id : undefined;
  const now = sources.now();
  return { result: { apiKeys: page.map((each) => viewApiKey(each, now)), next: next ?? null } };
}

async function rotateKey(call: Call<Static<typeof RotateInput>>): Promise<AdminAnswer> {
  const { ports, input, sources } = call;
  const { keyId, secretHash, overlapSeconds, dropOld: isOldDropped = false } = input;
  const key = await findKey(call);
  const now = sources.now();
  const added = { sha256: secretHash, createdAt: now, expiresAt: undefined };
  const secrets = await ports.apiKeys.changeSecrets(keyId, (before) =>
    rotateSecrets(before, added, { overlapSeconds, isOldDropped }),
  );
  return {
    result: viewApiKey({ ...key, secrets }, now),
    target: `api key ${keyId}`,
    details: { fingerprint: fingerprintOf(secretHash), overlapSeconds, isOldDropped },
  };
}

/** Disables or enables; what is so already keeps the time since when. */
async function setDisabled(call: NamedCall, isDisabled: boolean): Promise<AdminAnswer> {
  const key = await findKey(call);
  const now = call.sources.now();
  const disabledAt = isDisabled ? (key.disabledAt ?? now) : undefined;
  await call.ports.apiKeys.setDisabledAt(key.id, disabledAt);
  return { result: viewApiKey({ ...key, disabledAt }, now), target: `api key ${key.id}` };
}

async function removeKey(call: NamedCall): Promise<AdminAnswer> {
  const key = await findKey(call);
  const { id, name } = key;
  await call.ports.apiKeys.remove(id);
  const result = viewApiKey(key, call.sources.now());
  return { result, target: `api key ${id}`, details: { name } };
}

/** What administrators do with API keys. */
export const apiKeyAdminCommands: readonly AdminCommand<ApiKeyPorts>[] = [
  defineAdminCommand({
    id: 'api-key.create',
    access: 'write',
    scope: 'organization',
    input: CreateInput,
    run: createApiKey,
  }),
  defineAdminCommand({
    id: 'api-key.list',
    access: 'read',
    scope: 'organization',
    input: ListInput,
    run: listKeys,
  }),
  defineAdminCommand({
    id: 'api-key.rotate',
    access: 'write',
    scope: 'organization',
    input: RotateInput,
    run: rotateKey,
  }),
  defineAdminCommand({
    id: 'api-key.disable',
    access: 'write',
    scope: 'organization',
    input: NamedKey,
    run: (call: NamedCall) => setDisabled(call, true),
  }),
  defineAdminCommand({
    id: 'api-key.enable',
    access: 'write',
    scope: 'organization',
    input: NamedKey,
    run: (call: NamedCall) => setDisabled(call, false),
  }),
  defineAdminCommand({
    id: 'api-key.remove',
    access: 'write',
    scope: 'organization',
    input: NamedKey,
    run: removeKey,
  }),
];
