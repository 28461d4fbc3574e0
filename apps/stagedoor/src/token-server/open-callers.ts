import {
  ANONYMOUS,
  apiKeyCallers,
  type ApiKeyDirectory,
  type CallerAuthenticator,
  listApiKeys,
  parseApiKeys,
} from '@stagedoor/token-server';
import type { JwtIssuer } from '@stagedoor/token-server/jwt';
import type { TokenServerConfig } from '../config/token-server-config.js';
import type { World } from '../world.js';
import { localCallers } from './local-callers.js';
import { openIssuers } from './open-issuers.js';
import { readJsonFile } from './read-json-file.js';
import { Reloaded, type ReloadedOptions, type ReloadSource } from './reloaded.js';

/** The ways to prove who calls, and what ends the watch of their files. */
export interface OpenCallers {
  readonly authenticators: readonly CallerAuthenticator[];
  readonly stop: () => void;
}

/** What they are opened with. */
export interface CallersOptions {
  readonly world: World;
  readonly log: ReloadedOptions<unknown>['log'];
  readonly count: (event: string) => void;
  /** Whether the policy in force grants anything to who shows no credential. */
  readonly grantsAnonymous: () => boolean;
}

type OpenWays = Pick<OpenCallers, 'authenticators' | 'stop'>;

const NONE: OpenWays = { authenticators: [], stop: () => {} };

const readApiKeys = (document: unknown): ApiKeyDirectory => listApiKeys(parseApiKeys(document));

async function openApiKeys(
  path: string | undefined,
  { world, log, count }: CallersOptions,
): Promise<OpenWays> {
  if (path === undefined) return NONE;
  const file = { setting: 'apiKeys', path };
  const source: ReloadSource<ApiKeyDirectory> = {
    setting: 'apiKeys',
    read: (before) => readJsonFile(file, world, readApiKeys, before),
  };
  const keys = await Reloaded.open(source, { world, log, count });
  const directory: ApiKeyDirectory = { find: (keyId) => keys.value.find(keyId) };
  return {
    authenticators: [apiKeyCallers({ directory, now: () => world.now() })],
    stop: keys.watch(),
  };
}

/** Those of the flags, or those of the file. */
const issuersOf = ({ issuer, audience, issuers }: TokenServerConfig): readonly JwtIssuer[] =>
  issuer.length === 0 ? issuers : issuer.map((each) => ({ issuer: each, audiences: audience }));

/**
 * The ways that the configuration names, and last of all none, as long as the policy wants that; without a policy, none is
 * enough on this machine. Throws `file_unusable`,
 * `config_invalid`, `api_keys_invalid` and `jwt_issuer_invalid`.
 */
export async function openCallers(
  config: TokenServerConfig,
  options: CallersOptions,
): Promise<OpenCallers> {
  if (config.policy === undefined) return { ...NONE, authenticators: [localCallers] };
  const issuers = await openIssuers(issuersOf(config), options.world);
  const apiKeys = await openApiKeys(config.apiKeys, options);
  const anonymous: CallerAuthenticator = {
    challenge: '',
    authenticate: () => (options.grantsAnonymous() ? ANONYMOUS : undefined),
  };
  return {
    authenticators: [...apiKeys.authenticators, ...issuers, anonymous],
    stop: apiKeys.stop,
  };
}
