import { quoteValue, type TokenClaims, type TokenService } from '@stagedoor/token';

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;
const MINUTE_SECONDS = 60;

function describeDuration(seconds: number): string {
  if (seconds >= 2 * DAY_SECONDS) return `${Math.floor(seconds / DAY_SECONDS)} days`;
  if (seconds >= 2 * HOUR_SECONDS) return `${Math.floor(seconds / HOUR_SECONDS)} h`;
  return seconds >= 2 * MINUTE_SECONDS
    ? `${Math.floor(seconds / MINUTE_SECONDS)} min`
    : `${seconds} s`;
}

/** An instant for people: the date, the number, and how far it is from `now`. */
function describeInstant(instant: number, now: number): string {
  const distance =
    instant > now
      ? `in ${describeDuration(instant - now)}`
      : `${describeDuration(now - instant)} ago`;
  const date = new Date(instant * 1000).toISOString().replace('.000Z', 'Z');
  return `${date} (${instant}), ${distance}`;
}

/** Anything else was put there to look like something. */
const APP_ID = /^[0-9a-f]{32}$/i;

const describeField = (value: string, wildcard: string): string =>
  value === '' || value === '*' ? wildcard : quoteValue(value);

function describeService(service: TokenService, now: number): string[] {
  const channel = describeField(service.channel, 'any channel');
  const user = describeField(service.uid, 'any user');
  const privileges = Object.entries(service.privileges).map(([name, life]) => {
    const isWithToken = life === undefined || life.expiresInSeconds === 0;
    const end = isWithToken ? 'as long as the token' : describeInstant(life.expiresAt, now);
    return `    ${name.padEnd(20)} ${end}`;
  });
  const canPublish = Object.keys(service.privileges).some((name) => name.startsWith('publish'));
  const note = canPublish
    ? []
    : [
        '    (no publish privilege; the platform enforces that only where co-host authentication is switched on)',
      ];
  return [`  ${service.service}: channel ${channel}, user ${user}`, ...privileges, ...note];
}

/** What a token says, as lines for people. `now` is Unix seconds. */
export function describeToken(claims: TokenClaims, now: number): readonly string[] {
  const unread =
    claims.unreadServices === undefined
      ? []
      : [
          `  ${claims.unreadServices.count} more, from type ${claims.unreadServices.type} on: not known here`,
        ];
  return [
    `version    ${claims.version}`,
    `app id     ${APP_ID.test(claims.appId) ? claims.appId : quoteValue(claims.appId)}`,
    `issued     ${describeInstant(claims.issuedAt, now)}`,
    `expires    ${describeInstant(claims.expiresAt, now)}`,
    `salt       ${claims.salt}`,
    'services',
    ...claims.services.flatMap((service) => describeService(service, now)),
    ...unread,
  ];
}
