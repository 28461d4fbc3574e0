import {
  ApiKeyDirectory,
  findTokenRevocation,
  type MountedListener,
  ProjectDirectory,
  type Quotas,
  type RateLimiter,
  TokenPolicyDirectory,
  UserIdDirectory,
} from '@stagedoor/platform';
import {
  ALL_ROUTES,
  anonymousCallers,
  deriveUid,
  type Policy,
  type TokenOutcome,
  TokenServer,
  type TokenServerOptions,
} from '@stagedoor/token-server';
import { clientAddressBehind } from '@stagedoor/token-server/node';
import { parsePolicy } from '@stagedoor/token-server/policy';
import type { ServeConfig } from '../config/serve-config.js';
import type { OpenStorage } from '../open-storage.js';
import type { UpkeepTask } from '../upkeep.js';
import type { World } from '../world.js';
import { limitsOf } from './limits-of.js';
import { mountTokenServer } from './mount-token-server.js';
import { openIssuers } from './open-issuers.js';
import { platformCallers } from './platform-callers.js';
import { compilePolicy, platformPolicies } from './platform-policies.js';
import { PlatformProjects } from './platform-projects.js';
import { askPlatform } from './platform-refusal.js';

/** A token server on a platform. */
export interface PlatformTokens {
  readonly mounts: readonly MountedListener[];
  readonly tasks: readonly UpkeepTask[];
}

/** What it works with. */
export interface PlatformTokensOptions {
  readonly config: ServeConfig;
  readonly world: World;
  readonly open: Pick<OpenStorage, 'storage' | 'sources'>;
  readonly limiter: RateLimiter;
  readonly quotas: Quotas;
  readonly onOutcome: (outcome: TokenOutcome) => void;
}

/** What the platform knows of callers, policies and users, at hand. */
function openDirectories({ open: { storage, sources }, quotas }: PlatformTokensOptions): {
  readonly projects: ProjectDirectory;
  readonly apiKeys: ApiKeyDirectory;
  readonly policies: TokenPolicyDirectory<Policy>;
  readonly userIds: UserIdDirectory;
} {
  const { stores } = storage;
  const { now } = sources;
  const isTrusted = (): boolean => storage.hearsAllChanges;
  const directories = {
    projects: new ProjectDirectory(stores.projects, isTrusted),
    apiKeys: new ApiKeyDirectory(stores.apiKeys, { now, isTrusted }),
    policies: new TokenPolicyDirectory<Policy>(stores.tokenPolicies, {
      compile: compilePolicy(parsePolicy),
      isTrusted,
    }),
    userIds: new UserIdDirectory(stores.userIds, { now, maxUserIds: quotas.maxUserIds }),
  };
  storage.onChange((organizationId) => {
    for (const each of Object.values(directories)) each.forget(organizationId);
  });
  return directories;
}

/** What a token is granted with, of what the platform keeps. */
function portsOf(
  options: PlatformTokensOptions,
  { projects, policies, userIds }: ReturnType<typeof openDirectories>,
): Pick<TokenServerOptions, 'projects' | 'policy' | 'uids' | 'revocations'> {
  const { stores } = options.open.storage;
  return {
    projects: new PlatformProjects(projects),
    policy: platformPolicies(policies),
    uids: {
      findUid: (appId, user) =>
        askPlatform(() =>
          userIds.findUid(appId, user, (attempt) => deriveUid(appId, user, attempt)),
        ),
    },
    revocations: {
      isRevoked: async (token) => {
        const found = askPlatform(() => findTokenRevocation(token, stores.revocations));
        return (await found) !== undefined;
      },
    },
  };
}

function originsOf({ allowedOrigins = [] }: ServeConfig): TokenServerOptions['allowedOrigins'] {
  return allowedOrigins.includes('*') ? '*' : allowedOrigins;
}

/**
 * A token server that takes projects, callers, policies, uids and revocations from the platform. Who shows no credential
 * gets what a stored policy names anonymous callers for, and nothing else. Throws `jwt_issuer_invalid`.
 */
export async function openPlatformTokens(options: PlatformTokensOptions): Promise<PlatformTokens> {
  const { config, world, open, limiter, onOutcome } = options;
  const { now } = open.sources;
  const directories = openDirectories(options);
  const tokenServer = new TokenServer({
    ...portsOf(options, directories),
    callers: [
      platformCallers(directories.apiKeys, now),
      ...(await openIssuers(config.issuers, world)),
      anonymousCallers,
    ],
    routes: ALL_ROUTES,
    limiter,
    limits: limitsOf(config.tokenRateLimits),
    allowedOrigins: originsOf(config),
    now,
    nowMillis: () => world.nowMillis(),
    onOutcome,
  });
  const { trustedProxies } = config;
  const clientAddressOf =
    trustedProxies.length === 0 ? undefined : clientAddressBehind(trustedProxies);
  return {
    mounts: mountTokenServer(tokenServer, ALL_ROUTES, { clientAddressOf }),
    tasks: [() => directories.apiKeys.flushLastUsed()],
  };
}
