import {
  apiKeyCallers,
  listApiKeys,
  NATIVE_ROUTES,
  parseApiKeys,
  serveProject,
  TokenServer,
} from '@stagedoor/token-server';
import { parsePolicy } from '@stagedoor/token-server/policy';
import policyDocument from './policy.json' with { type: 'json' };

const now = () => Math.floor(Date.now() / 1000);

/**
 * The token server of the examples: one project and its callers' API keys from the environment, the policy from a file.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export function createTokenServer(env) {
  const policy = parsePolicy(policyDocument);
  const apiKeys = parseApiKeys(JSON.parse(env['TOKEN_SERVER_API_KEYS'] ?? '{}'));
  return new TokenServer({
    projects: serveProject({
      appId: env['STAGEDOOR_APP_ID'] ?? '',
      certificates: [env['STAGEDOOR_CERTIFICATE'] ?? ''],
    }),
    callers: [apiKeyCallers({ directory: listApiKeys(apiKeys), now })],
    policy: () => policy,
    routes: NATIVE_ROUTES,
    now,
    onOutcome: ({ kind, status, caller }) =>
      console.log(kind, status, caller?.id ?? 'unknown caller'),
  });
}
