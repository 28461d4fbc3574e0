import type { TokenClaims, TokenService, UnverifiedToken, VerifiedToken } from '@stagedoor/token';
import type { UnverifiedToken006, VerifiedToken006 } from '@stagedoor/token/006';
import { describeAppId } from './describe-app-id.js';
import { describeInstant } from './describe-instant.js';
import { describeExpiry } from './describe-life.js';
import { describeService } from './describe-service.js';
import { describeToken006 } from './describe-token-006.js';
import { layOutTable, type Cell, type Section } from './lay-out-table.js';
import type { Paint } from './paint.js';

/** The head of a table about a token whose signature was not checked. */
const UNVERIFIED = 'UNVERIFIED: the signature was not checked';
/** What stands beside the service that was wanted, and found. */
const FOUND = 'has all that was wanted';

/** What every token says of itself. */
function describeClaims(claims: TokenClaims, now: number): readonly Cell[] {
  const { version, appId, issuedAt, expiresAt, salt } = claims;
  const isEarly = issuedAt > now;
  return [
    { label: 'version', value: version },
    { label: 'app id', value: describeAppId(appId) },
    {
      label: 'issued',
      value: describeInstant(issuedAt, now),
      tone: isEarly ? 'warning' : 'plain',
    },
    describeExpiry(expiresAt, now),
    { label: 'salt', value: String(salt) },
  ];
}

function describeUnread({ unreadServices }: TokenClaims): readonly Section[] {
  if (unreadServices === undefined) return [];
  const { type, count } = unreadServices;
  const value = `not known here; not read from there on: ${count}`;
  return [{ heading: { label: `type ${type}`, value, tone: 'warning' }, cells: [] }];
}

/** The services of a token; beside the one that was wanted stands that it was found. */
function describeServices(
  claims: TokenClaims,
  wanted: TokenService | undefined,
  now: number,
): readonly Section[] {
  const sections = claims.services.map((service) =>
    describeService(service, now, service === wanted ? FOUND : ''),
  );
  return [...sections, ...describeUnread(claims)];
}

/** What a token says, as the lines of a table. `now` is Unix seconds. */
export function describeUnverified(
  claims: UnverifiedToken | UnverifiedToken006,
  now: number,
  paint: Paint,
): readonly string[] {
  const sections =
    claims.version === '006'
      ? describeToken006(claims, now, '')
      : [{ cells: describeClaims(claims, now) }, ...describeServices(claims, undefined, now)];
  return [paint('warning', UNVERIFIED), ...layOutTable(sections, paint)];
}

/** The same for a token that was verified: also which certificate signed it, and which service was wanted. */
export function describeVerified(
  verified: VerifiedToken | VerifiedToken006,
  now: number,
  paint: Paint,
): readonly string[] {
  const verdict: Cell = {
    label: 'verified',
    value: `signed with the ${verified.signedWith} certificate`,
    tone: 'good',
  };
  const sections =
    verified.version === '006'
      ? describeToken006(verified, now, FOUND)
      : [
          { cells: describeClaims(verified, now) },
          ...describeServices(verified, verified.matchedService, now),
        ];
  return layOutTable([{ cells: [verdict] }, ...sections], paint);
}
