import { issueToken, type IssueTokenOptions, rtc, rtm, type ServiceGrant } from '@stagedoor/token';
import type { CredentialLookup, HeaderPairs, ReceivedRequest } from '../src/index.js';

/** A project with two certificates, one with the primary alone, and an App ID that is no project's. */
export const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';
export const SINGLE_APP_ID = '5a0c9a7b1d5e48269ab0c4d2e6f81799';
export const NO_APP_ID = 'ffffffff1d5e48269ab0c4d2e6f81735';
export const PRIMARY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
export const SECONDARY = 'b1b2c3d4e5f60718293a4b5c6d7e8f91';
export const OTHER_CERTIFICATE = '00112233445566778899aabbccddeeff';
export const ISSUED_AT = 1_700_000_000;

const PROJECTS = new Map([
  [APP_ID, { certificates: [PRIMARY, SECONDARY] }],
  [SINGLE_APP_ID, { certificates: [PRIMARY] }],
]);

/** Knows the two projects and no customer. */
export const LOOKUP: CredentialLookup = {
  findCustomer: () => undefined,
  findProject: (appId) => PROJECTS.get(appId),
};

/** An hour's token of this project, for user zoe of Signaling and user 7 in stage-1, unless it says otherwise. */
export function sampleToken(
  services: readonly ServiceGrant[] = [
    rtc({ channel: 'stage-1', uid: 7, role: 'publisher' }),
    rtm({ userId: 'zoe' }),
  ],
  options: Partial<IssueTokenOptions> = {},
): string {
  return issueToken({
    appId: APP_ID,
    certificate: PRIMARY,
    services,
    expiresInSeconds: 3600,
    issuedAt: ISSUED_AT,
    salt: 1,
    ...options,
  });
}

/** A request with these headers. */
export const withHeaders = (...headers: HeaderPairs): ReceivedRequest => ({
  method: 'GET',
  target: '/',
  headers: [['Host', 'api.agora.io'], ...headers],
});
