import { verifyToken006 } from '@stagedoor/token/006';
import { agoraToken, type AgoraTokenExpectation } from '../src/agora-token.js';
import {
  basic,
  createMemoryReplayStore,
  type CredentialLookup,
  hmac,
  type ReceivedRequest,
  verifyRequest,
  type VerifyRequestOptions,
} from '../src/index.js';

// Marks: texts that must never come out again.
export const CUSTOMER_SECRET = 'qZ7vK2mX9pR4tW8yB3nC6dF1gH5jL0sA';
export const OTHER_SECRET = 'Uw3eJ8kYb6Vx1Qz9Mf4Ns7Dh2Rg5Tc0P';
export const PRIMARY = 'ca9a4b0d7e3f5162738495a6b7c8d9e0';
export const SECONDARY = 'ca9a4b0d7e3f5162738495a6b7c8d9e1';
export const STRANGE_CERTIFICATE = 'ca9a4b0d7e3f5162738495a6b7c8d9e2';

export const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
export const NO_APP_ID = 'ffff9a7b1d5e48269ab0c4d2e6f81735';
export const NOW = 1_700_000_010;

/** Knows all customers but `gone`, of which `off` is disabled, and one project. */
export const LOOKUP: CredentialLookup = {
  findCustomer: (id) => {
    if (id === 'gone') return undefined;
    return { secrets: [CUSTOMER_SECRET, OTHER_SECRET], disabled: id === 'off' };
  },
  findProject: (appId) =>
    appId === NO_APP_ID ? undefined : { certificates: [PRIMARY, SECONDARY] },
};

/** A request that is refused, or a call that cannot be carried out. */
export interface RefusedRequest {
  readonly code: string;
  readonly what: string;
  run(): Promise<unknown>;
}

/** What the operation asks of a token. */
export const RTM = { appId: APP_ID, service: 'rtm', userId: 'zoe', takesPair: true } as const;

/** Verifies at an operation that takes all three schemes. */
export function verifyMarked(
  request: ReceivedRequest,
  options: Partial<VerifyRequestOptions> = {},
  expectation: AgoraTokenExpectation = { ...RTM, verifyToken006 },
): Promise<unknown> {
  return verifyRequest(request, {
    schemes: [basic(), hmac(), agoraToken(expectation)],
    lookup: LOOKUP,
    now: () => NOW,
    replay: createMemoryReplayStore({ now: () => NOW }),
    ...options,
  });
}
