import type { MountedListener } from '@stagedoor/platform';
import type { OpenRoute, TokenRoute, TokenServer } from '@stagedoor/token-server';
import { type NodeListenerOptions, toNodeListener } from '@stagedoor/token-server/node';
import { mountPathsOf } from './route-families.js';

/** The token server at the paths of its routes, beside the operations of the platform. */
export function mountTokenServer(
  tokenServer: TokenServer,
  routes: readonly (TokenRoute | OpenRoute)[],
  options: NodeListenerOptions = {},
): readonly MountedListener[] {
  const listener = toNodeListener(tokenServer, options);
  return mountPathsOf(routes).map((path) => ({ path, listener }));
}
