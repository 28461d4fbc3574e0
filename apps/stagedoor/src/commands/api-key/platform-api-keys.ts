import type { ApiKeyView } from '@stagedoor/platform';
import {
  drawApiKeyText,
  hashApiKeyText,
  type RotateApiKeyOptions,
  type StoredApiKey,
} from '@stagedoor/token-server';
import type { RunAdminCommand } from '../../administration/with-administration.js';
import type { ApiKeyStore, GivenApiKey, KeptApiKey } from './api-key-store.js';
import { parseApiKeyPage, parseApiKeyView } from './parse-api-key-result.js';

function toKept(view: ApiKeyView): KeptApiKey {
  const { keyId, name, scopes, labels, appIds, createdAt, expiresAt, disabledAt, secrets } = view;
  return {
    id: keyId,
    name,
    scopes,
    labels,
    appIds: appIds ?? undefined,
    createdAt,
    expiresAt: expiresAt ?? undefined,
    disabled: disabledAt !== null,
    lastUsedAt: view.lastUsedAt,
    secrets: secrets.map((secret) => ({
      createdAt: secret.createdAt,
      expiresAt: secret.expiresAt ?? undefined,
    })),
  };
}

/** The API keys of a platform, by its administration. Keys are made here: the platform learns their hashes alone. */
export class PlatformApiKeys implements ApiKeyStore {
  readonly #run: RunAdminCommand;

  /** `run`: the administration of the platform. */
  constructor(run: RunAdminCommand) {
    this.#run = run;
  }

  async list(): Promise<readonly KeptApiKey[]> {
    const found: KeptApiKey[] = [];
    let after: string | null | undefined;
    while (after !== null) {
      const input = after === undefined ? {} : { after };
      const page = parseApiKeyPage(await this.#run('api-key.list', input));
      found.push(...page.apiKeys.map(toKept));
      after = page.next;
    }
    return found;
  }

  async add({ id, name, scopes, labels, appIds, expiresAt, secrets }: StoredApiKey): Promise<void> {
    const [{ sha256: secretHash }] = secrets;
    await this.#run('api-key.create', {
      keyId: id,
      secretHash,
      name,
      scopes,
      labels,
      ...(appIds === undefined ? {} : { appIds }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
  }

  async rotate(keyId: string, options: RotateApiKeyOptions): Promise<GivenApiKey> {
    const { overlapSeconds, dropPrevious: dropOld = false, randomBytes } = options;
    const key = drawApiKeyText(keyId, randomBytes);
    const input = { keyId, secretHash: hashApiKeyText(key), overlapSeconds, dropOld };
    return { key, kept: await this.#change('api-key.rotate', input) };
  }

  setDisabled(keyId: string, disabled: boolean): Promise<KeptApiKey> {
    return this.#change(disabled ? 'api-key.disable' : 'api-key.enable', { keyId });
  }

  remove(keyId: string): Promise<KeptApiKey> {
    return this.#change('api-key.remove', { keyId });
  }

  async #change(command: string, input: object): Promise<KeptApiKey> {
    return toKept(parseApiKeyView(await this.#run(command, input)));
  }
}
