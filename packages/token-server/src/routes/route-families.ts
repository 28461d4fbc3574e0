import { COMMUNITY_PATH_ROUTES } from './community-path-routes.js';
import { getTokenRoute } from './get-token-route.js';
import { nativeTokenRoute } from './native-token-route.js';
import { pingRoute } from './ping-route.js';
import { quickstartRoute } from './quickstart-route.js';
import { renewalRoute } from './renewal-route.js';
import type { OpenRoute, TokenRoute } from './route.js';

/** `POST /v1/token` and `POST /v1/token/renew`. */
export const NATIVE_ROUTES: readonly TokenRoute[] = [nativeTokenRoute, renewalRoute];

/** `POST /fetch_rtc_token` of the documented quickstart. */
export const QUICKSTART_ROUTES: readonly TokenRoute[] = [quickstartRoute];

/** What clients of the community token service call: `GET /rtc/…`, `/rtm/…`, `/rte/…`, `/chat/…`, `/ping`, `POST /getToken`. */
export const COMMUNITY_ROUTES: readonly (TokenRoute | OpenRoute)[] = [
  ...COMMUNITY_PATH_ROUTES,
  getTokenRoute,
  pingRoute,
];

/** Every way to ask for tokens. */
export const ALL_ROUTES: readonly (TokenRoute | OpenRoute)[] = [
  ...NATIVE_ROUTES,
  ...QUICKSTART_ROUTES,
  ...COMMUNITY_ROUTES,
];
