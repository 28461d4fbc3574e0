import {
  COMMUNITY_ROUTES,
  NATIVE_ROUTES,
  type OpenRoute,
  QUICKSTART_ROUTES,
  type TokenRoute,
} from '@stagedoor/token-server';

type Route = TokenRoute | OpenRoute;

/** The routes by the names that the setting `routes` has for them. */
const ROUTES_OF: ReadonlyMap<string, readonly Route[]> = new Map([
  ['native', NATIVE_ROUTES],
  ['quickstart', QUICKSTART_ROUTES],
  ['community', COMMUNITY_ROUTES],
]);

/** The routes of these families. */
export const routesOf = (families: readonly string[]): readonly Route[] =>
  families.flatMap((family) => ROUTES_OF.get(family) ?? []);

/** Where routes are found among those of others: `/rtc/*` for `/rtc/:channel/:role`. */
export function mountPathsOf(routes: readonly { readonly path: string }[]): readonly string[] {
  const paths = routes.map(({ path }) => {
    const [fixed = '', named] = path.split('/:');
    return named === undefined ? fixed : `${fixed}/*`;
  });
  return [...new Set(paths)];
}
