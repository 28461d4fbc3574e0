import { DAY_SECONDS } from '../limits.js';
import { isExpired, isNotYetValid, type Evidence } from './find-evidence.js';
import { describeTime, describeSeconds } from './describe-time.js';
import type { FindingGroup, FindingRow, FindingSeverity, FindingText } from './finding-kinds.js';
import { listBounded } from './quote-text.js';

const HOUR_SECONDS = 3600;
const YEAR_SECONDS = 366 * DAY_SECONDS;
/** A life that is longer was meant as a date: it is one from 2001 on. */
const LEAST_DATE = 1_000_000_000;
const UINT32_SIZE = 2 ** 32;
/** The numbers of roles in all versions; nobody means so few seconds. */
const ROLE_NUMBERS = [1, 2, 101];

/** A life as the token says it, of the token itself or of a privilege. */
interface Life {
  readonly name: string;
  readonly lifeSeconds: number;
}

/** All lives of a token: its own first. */
function listLives({ claims }: Evidence): readonly Life[] {
  const privileges = claims.services.flatMap((service) =>
    Object.entries(service.privileges).map(([name, life]) => ({
      name: `${service.service} privilege ${name}`,
      lifeSeconds: life?.expiresInSeconds ?? 0,
    })),
  );
  return [{ name: 'the token', lifeSeconds: claims.expiresInSeconds }, ...privileges];
}

/** Lives with their numbers, for a message. */
const describeLives = (lives: readonly Life[]): string =>
  listBounded(lives.map(({ name, lifeSeconds }) => `${name}: ${lifeSeconds}`));

/** What explains an end that came too soon is as bad as the end. */
const severityOfEnd = (evidence: Evidence): FindingSeverity =>
  isExpired(evidence) ? 'fatal' : 'warning';

/** An argument that is left out is 0 to builders without types. */
const EXPIRY_ZERO: FindingRow<Evidence> = {
  kind: 'expiry_zero',
  find: (evidence) =>
    evidence.claims.expiresInSeconds === 0
      ? {
          severity: severityOfEnd(evidence),
          message: `the token lives 0 s: it was over when it was issued, ${describeTime(evidence.claims.issuedAt)}`,
          fix: 'pass the life of the token in seconds, such as 3600; builders read an argument that is left out as 0',
        }
      : undefined,
};

/** A role where a life belongs: an argument too many or too few before it. */
const SHIFTED: FindingRow<Evidence> = {
  kind: 'arguments_shifted',
  find: (evidence) => {
    const lives = listLives(evidence).filter(({ lifeSeconds }) =>
      ROLE_NUMBERS.includes(lifeSeconds),
    );
    return lives.length === 0
      ? undefined
      : {
          severity: severityOfEnd(evidence),
          message: `a life is as many seconds as a role has for its number (${describeLives(lives)}): the arguments are shifted by one`,
          fix: 'compare the call with the builder: appId, certificate, channel, uid, role, token expiry, privilege expiry',
        };
  },
};

/** Whether a life is the end in milliseconds, of which builders keep the lowest 32 bits. */
function isWrappedMillis({ claims }: Evidence, lifeSeconds: number): boolean {
  const wrapped = (claims.issuedAt * 1000) % UINT32_SIZE;
  const distance = (lifeSeconds - wrapped + UINT32_SIZE) % UINT32_SIZE;
  return distance <= DAY_SECONDS * 1000;
}

/** Whether a life, taken as a date, is within a year of the issue time. */
const isNearIssue = ({ claims }: Evidence, lifeSeconds: number): boolean =>
  Math.abs(lifeSeconds - claims.issuedAt) <= YEAR_SECONDS;

/** A life that a date was passed for. */
const isDate = (evidence: Evidence, lifeSeconds: number): boolean =>
  lifeSeconds > LEAST_DATE &&
  (isNearIssue(evidence, lifeSeconds) || !isWrappedMillis(evidence, lifeSeconds));

/** A life that milliseconds were passed for: a round number of seconds, or a date. */
function isMillis(evidence: Evidence, lifeSeconds: number): boolean {
  if (lifeSeconds <= DAY_SECONDS || isNearIssue(evidence, lifeSeconds)) return false;
  if (lifeSeconds > LEAST_DATE) return isWrappedMillis(evidence, lifeSeconds);
  return lifeSeconds % 60_000 === 0 && lifeSeconds <= DAY_SECONDS * 1000;
}

const warn = (message: string, fix: string): FindingText => ({ severity: 'warning', message, fix });

/** Version 006 took dates, version 007 takes lives: code that was moved over passes the old ones. */
const ABSOLUTE: FindingRow<Evidence> = {
  kind: 'absolute_time',
  find: (evidence) => {
    const lives = listLives(evidence).filter(({ lifeSeconds }) => isDate(evidence, lifeSeconds));
    const [first] = lives;
    return first === undefined
      ? undefined
      : warn(
          `a date was passed where seconds from now were meant (${describeLives(lives)}); ${first.lifeSeconds} s are ${describeSeconds(first.lifeSeconds)}, but as a date it is ${describeTime(first.lifeSeconds)}`,
          'pass how long it is to live, such as 3600, not when it ends: dates belong to version 006',
        );
  },
};

/** What else a round life can have been meant as; nobody means one of decades. */
function describeOther({ lifeSeconds }: Life): string {
  if (lifeSeconds > LEAST_DATE) return '';
  const hours = lifeSeconds / HOUR_SECONDS;
  return `, or ${Number.isInteger(hours) ? `${hours} h` : describeSeconds(lifeSeconds)} were meant`;
}

/** Clocks of JavaScript and Java count in them. */
const MILLISECONDS: FindingRow<Evidence> = {
  kind: 'milliseconds',
  find: (evidence) => {
    const lives = listLives(evidence).filter(({ lifeSeconds }) => isMillis(evidence, lifeSeconds));
    const [first] = lives;
    return first === undefined
      ? undefined
      : warn(
          `milliseconds were passed where seconds were meant${describeOther(first)} (${describeLives(lives)}); ${first.lifeSeconds} s are ${describeSeconds(first.lifeSeconds)}`,
          'pass whole seconds: divide milliseconds by 1000, and leave out the time of day',
        );
  },
};

/** When the platform ended a token, or will. */
function describePlatformEnd(end: number, now: number): string {
  return now >= end
    ? `this one was ended by the platform at ${describeTime(end)}, that is ${describeSeconds(now - end)} ago`
    : `this one at ${describeTime(end)}, not sooner`;
}

/** Builders sign any life, and the platform cuts it to a day: section 2.3 of the format. */
const OVER_24_HOURS: FindingRow<Evidence> = {
  kind: 'over_24_hours',
  find: ({ claims, facts }) => {
    const { issuedAt, expiresInSeconds } = claims;
    const end = issuedAt + DAY_SECONDS;
    // A date is long for that reason alone, which is said beside; that the token is over is another matter.
    const isMistaken = expiresInSeconds > LEAST_DATE && facts.now < end;
    if (expiresInSeconds <= DAY_SECONDS || isMistaken) return undefined;
    return warn(
      `the token lives ${describeSeconds(expiresInSeconds)} (${expiresInSeconds} s), but the platform ends every token after 24 h (${DAY_SECONDS} s): ${describePlatformEnd(end, facts.now)}`,
      'ask for at most 86400 seconds, and renew the token before it ends',
    );
  },
};

/** Which of the two ended first, for one that is over. */
function describeFirstEnd({ claims }: Evidence): string {
  const ends = claims.services.flatMap(({ privileges }) =>
    Object.entries(privileges).map(([name, life]) => ({
      name,
      expiresAt: life?.expiresAt ?? claims.expiresAt,
    })),
  );
  const sooner = ends.filter(({ expiresAt }) => expiresAt < claims.expiresAt);
  if (sooner.length === 0) return 'its privileges ended with it, not before';
  const first = sooner.reduce((a, b) => (b.expiresAt < a.expiresAt ? b : a));
  return `its privilege ${first.name} had ended ${describeSeconds(claims.expiresAt - first.expiresAt)} before`;
}

/** The time is over: says by how long, and what ended first. */
const EXPIRED: FindingRow<Evidence> = {
  kind: 'expired',
  find: (evidence) => {
    const { claims, facts } = evidence;
    return isExpired(evidence)
      ? {
          severity: 'fatal',
          message: `the token ended at ${describeTime(claims.expiresAt)}, ${describeSeconds(facts.now - claims.expiresAt)} before ${describeTime(facts.now)}; it lived ${describeSeconds(claims.expiresInSeconds)}, and ${describeFirstEnd(evidence)}`,
          fix: 'fetch a new token at join, and renew it at the event that tells that it will expire; do not keep tokens',
        }
      : undefined;
  },
};

/** The same, while the clocks may still differ by as much: a verifier whose clock is ahead refuses it. */
const ENDED_JUST_NOW: FindingRow<Evidence> = {
  kind: 'ended_in_tolerance',
  find: ({ claims, facts }) =>
    facts.now >= claims.expiresAt
      ? warn(
          `the token ended ${facts.now - claims.expiresAt} s ago, at ${describeTime(claims.expiresAt)}; it passes because ${facts.toleranceSeconds} s are allowed`,
          'fetch a new token, and renew it at the event that tells that it will expire',
        )
      : undefined,
};

/** Clocks that differ by more than is allowed. */
const NOT_YET_VALID: FindingRow<Evidence> = {
  kind: 'not_yet_valid',
  find: (evidence) => {
    const { claims, facts } = evidence;
    return isNotYetValid(evidence)
      ? {
          severity: 'fatal',
          message: `the token was issued at ${describeTime(claims.issuedAt)}, ${describeSeconds(claims.issuedAt - facts.now)} after the time here, ${describeTime(facts.now)}; ${facts.toleranceSeconds} s are allowed`,
          fix: 'set the clock of the token server by NTP, and the one here; look for a time zone that was added to Unix time',
        }
      : undefined;
  },
};

/** Clocks that differ by less: it works today. */
const CLOCK_AHEAD: FindingRow<Evidence> = {
  kind: 'clock_skew',
  find: ({ claims, facts }) =>
    claims.issuedAt > facts.now
      ? warn(
          `the token was issued ${claims.issuedAt - facts.now} s after the time here (${claims.issuedAt}, here it is ${facts.now}); it passes because ${facts.toleranceSeconds} s are allowed`,
          'set the clocks of token server and verifier by NTP',
        )
      : undefined,
};

/** When a privilege ends. */
interface PrivilegeEnd {
  readonly name: string;
  readonly expiresAt: number;
}

/** The privileges of the entry in question, or of all, that end before the token does. */
function listSoonerEnds({ claims, entry }: Evidence): readonly PrivilegeEnd[] {
  const services = entry === undefined ? claims.services : [entry];
  return services
    .flatMap(({ privileges }) => Object.entries(privileges))
    .flatMap(([name, life]) =>
      life === undefined || life.expiresAt >= claims.expiresAt
        ? []
        : [{ name, expiresAt: life.expiresAt }],
    );
}

/** Ends with their dates, for a message. */
const describeEnds = (ends: readonly PrivilegeEnd[]): string =>
  listBounded(ends.map(({ name, expiresAt }) => `${name} at ${describeTime(expiresAt)}`));

/** The token is in its time, but what it was needed for is not. */
const PRIVILEGE_EXPIRED: FindingRow<Evidence> = {
  kind: 'privilege_expired',
  find: (evidence) => {
    const { claims, facts, wanted, useCode } = evidence;
    if (isExpired(evidence)) return undefined;
    const over = listSoonerEnds(evidence).filter(
      ({ expiresAt }) => facts.now - facts.toleranceSeconds >= expiresAt,
    );
    if (over.length === 0) return undefined;
    const isWanted =
      useCode !== undefined && over.some(({ name }) => wanted?.privileges.includes(name));
    return {
      severity: isWanted ? 'fatal' : 'warning',
      message: `privileges ended before the token: ${describeEnds(over)}; the token ends at ${describeTime(claims.expiresAt)}, the time here is ${describeTime(facts.now)}`,
      fix: 'let privileges live as long as the token: pass 0 for their expiry, or the life of the token; and renew by whichever ends first',
    };
  },
};

/** The same, while there is still time. */
const ENDS_FIRST: FindingRow<Evidence> = {
  kind: 'privilege_ends_first',
  find: (evidence) => {
    const ends = listSoonerEnds(evidence);
    return isExpired(evidence) || ends.length === 0
      ? undefined
      : {
          severity: 'note',
          message: `privileges end before the token: ${describeEnds(ends)}; the token ends at ${describeTime(evidence.claims.expiresAt)}`,
          fix: 'renew before the first of them ends, or pass 0 for their expiry, so that they end with the token',
        };
  },
};

/** What was needed is over, though the token is not. */
export const PRIVILEGE_ENDS: FindingGroup<Evidence> = [PRIVILEGE_EXPIRED];

/**
 * What can be wrong with times. Messages name instants as dates and as numbers, because one is read by people and the
 * other is what stands in logs and in the token.
 */
export const TIME_GROUPS: readonly FindingGroup<Evidence>[] = [
  [EXPIRY_ZERO],
  [SHIFTED],
  [ABSOLUTE, MILLISECONDS],
  [OVER_24_HOURS],
  [NOT_YET_VALID, CLOCK_AHEAD],
  [EXPIRED, ENDED_JUST_NOW],
  [...PRIVILEGE_ENDS, ENDS_FIRST],
];
