import type { AdminAnswer, AdminCall } from '../../administration/admin-command.js';
import { isStorableText } from '../../domain/storable-text.js';
import { InvalidRequestError } from '../../errors.js';
import type { ApiKeyPorts } from './api-key-ports.js';
import { fingerprintOf, viewApiKey } from './api-key-view.js';

/** What `api-key.create` takes. The secret stays with whoever made it: only its hash is told. */
interface NewApiKey {
  readonly keyId: string;
  /** SHA-256 of the whole key: 64 lower-case hex characters. */
  readonly secretHash: string;
  readonly name: string;
  readonly scopes?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  /** The projects that it is for; all of the organization where this is left out. */
  readonly appIds?: readonly string[];
  /** Unix seconds. */
  readonly expiresAt?: number;
}

type Call = AdminCall<ApiKeyPorts, NewApiKey>;

const MAX_NAME_CHARACTERS = 255;
const MAX_LABEL_CHARACTERS = 255;
const LABEL_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,62}$/;

function checkName(name: string): void {
  const hasRightLength = name.trim() !== '' && Array.from(name).length <= MAX_NAME_CHARACTERS;
  if (hasRightLength && isStorableText(name)) return;
  throw new InvalidRequestError(
    `name must have 1 to ${MAX_NAME_CHARACTERS} characters, not all of them blank, and no control characters`,
  );
}

function checkLabels(labels: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(labels)) {
    if (!LABEL_NAME.test(name)) {
      throw new InvalidRequestError(
        `the label ${JSON.stringify(name)} is called as none can be: a letter, then up to 62 letters, digits, _ . -`,
      );
    }
    if (text.length <= MAX_LABEL_CHARACTERS && isStorableText(text)) continue;
    throw new InvalidRequestError(
      `the label ${name} must have at most ${MAX_LABEL_CHARACTERS} characters, and no control characters`,
    );
  }
}

function checkEnd(expiresAt: number | undefined, now: number): void {
  if (expiresAt === undefined || expiresAt > now) return;
  throw new InvalidRequestError('expiresAt is not in the future: the key would be of no use');
}

/** Throws `invalid_request` for the first App ID that is of no project of the organization. */
async function checkAppIds({ ports, input, organizationId }: Call): Promise<void> {
  for (const appId of input.appIds ?? []) {
    const project = await ports.projects.findByAppId(appId);
    if (project?.organizationId === organizationId) continue;
    throw new InvalidRequestError(
      `the organization has no project with the App ID ${JSON.stringify(appId)}`,
    );
  }
}

/** Adds a key with one secret, of which the hash is given. */
export async function createApiKey(call: Call): Promise<AdminAnswer> {
  const { ports, input, organizationId, sources } = call;
  const { keyId, secretHash, name, scopes = [], labels = {}, expiresAt } = input;
  const now = sources.now();
  checkName(name);
  checkLabels(labels);
  checkEnd(expiresAt, now);
  await checkAppIds(call);
  const appIds = input.appIds === undefined ? undefined : [...new Set(input.appIds)];
  const key = {
    id: keyId,
    organizationId,
    name,
    scopes,
    labels,
    appIds,
    createdAt: now,
    expiresAt,
    disabledAt: undefined,
    lastUsedAt: undefined,
    secrets: [{ sha256: secretHash, createdAt: now, expiresAt: undefined }],
  };
  await ports.apiKeys.add(key);
  return {
    result: viewApiKey(key, now),
    target: `api key ${keyId}`,
    details: {
      name,
      scopes,
      labels,
      appIds: appIds ?? null,
      expiresAt: expiresAt ?? null,
      fingerprint: fingerprintOf(secretHash),
    },
  };
}
