import type { IssuedService, IssuedToken } from '../issue/issued-token.js';
import { parseRequestedAccount } from '../requests/parse-requested-user.js';
import { SERVICE_FIELDS } from '../requests/service-field-table.js';
import type { ServiceResponseBody, TokenResponseBody } from './native-contract.js';

/** As long as the SDKs warn before the end. */
const RENEW_BEFORE_SECONDS = 30;

type UserFields = Pick<ServiceResponseBody, 'uid' | 'account'>;

function nameUser(user: string): UserFields {
  if (user === '') return { uid: 0 };
  const named = parseRequestedAccount(user);
  return named.kind === 'uid' ? { uid: named.uid } : { account: user };
}

/** The channel and the user, under the names that the service has for them in requests. */
function namePlace({ service, channel, user }: IssuedService): Partial<ServiceResponseBody> {
  const fields = SERVICE_FIELDS.get(service) ?? [];
  const byUid = fields.includes('uid');
  return {
    ...(channel && { [fields.includes('room') ? 'room' : 'channel']: channel }),
    ...(user !== undefined && byUid && nameUser(user)),
    ...(user && !byUid && { userId: user }),
  };
}

const describeService = (issued: IssuedService): ServiceResponseBody => ({
  service: issued.service,
  ...namePlace(issued),
  privileges: issued.privileges,
});

function chooseRenewal({ issuedAt, expiresAt, services }: IssuedToken): number {
  const ends = services.flatMap(({ privileges }) => Object.values(privileges));
  return Math.max(issuedAt, Math.min(expiresAt, ...ends) - RENEW_BEFORE_SECONDS);
}

/** What a client is told of its token. It was issued a moment ago: `issuedAt` is the time of the server. */
export function toTokenResponse(issued: IssuedToken): TokenResponseBody {
  const { token, appId, issuedAt, expiresAt, expiresInSeconds, services } = issued;
  return {
    token,
    appId,
    issuedAt,
    expiresAt,
    expiresInSeconds,
    renewAt: chooseRenewal(issued),
    serverTime: issuedAt,
    services: services.map(describeService),
  };
}
