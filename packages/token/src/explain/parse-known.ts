import { currentTime } from '../ambient.js';
import { TokenError } from '../errors.js';
import { CLOCK_TOLERANCE_SECONDS } from '../judging-time.js';
import { MAX_UINT32 } from '../limits.js';
import { parseFlag } from '../parse-flag.js';
import { parseAppId, parseCertificate, type Certificate } from '../parse-project.js';
import { parseUnixSeconds } from '../parse-unix-seconds.js';
import { quoteValue } from '../quote-value.js';
import { findServiceByName, serviceNames, type ServiceName } from '../services/service-table.js';
import type { UnixSeconds } from '../unix-seconds.js';

/** The most values of a list that are looked at: the time that an explanation takes is bounded by it. */
const MAX_LISTED = 32;

/** What is known about a token beside its text. The more, the more `explainToken` can say. */
export interface KnownFacts {
  /** The project that the token should be of. */
  readonly appId?: string | undefined;
  /** Its primary certificate, then its secondary one. Any more are taken for other certificates. */
  readonly certificates?: readonly string[] | undefined;
  /** Certificates of other projects, or earlier ones of this project, by a name that the report uses. */
  readonly otherCertificates?: Readonly<Record<string, string>> | undefined;
  /** The customer secret, which is often taken for the certificate. */
  readonly customerSecret?: string | undefined;
  /** The service it was shown to. Default: found from the rest. */
  readonly service?: ServiceName | undefined;
  /** The channel that the client joined, or the room. */
  readonly channel?: string | undefined;
  /** The uid that the client joined with; 0 where the client let one be chosen. */
  readonly uid?: number | undefined;
  /** The user account that the client joined with. */
  readonly account?: string | undefined;
  /** The user ID that the client logged in with: Signaling, Chat, education. */
  readonly userId?: string | number | undefined;
  /** Privileges that the client needs, by name. */
  readonly privileges?: readonly string[] | undefined;
  /** `join`: a client joined or logged in with it. `rest`: it was shown to the REST API. */
  readonly use?: 'join' | 'rest' | undefined;
  /**
   * Whether a token for any channel will do. Default true, because the platform lets it in; `verifyToken` must be told to.
   */
  readonly allowWildcardChannel?: boolean | undefined;
  /** The same for a token for any user. */
  readonly allowWildcardUid?: boolean | undefined;
  /** The time to judge by, Unix seconds. Default: the system clock. */
  readonly now?: number | undefined;
  /** How far the clocks may differ, in seconds from 0 on. Default 60. */
  readonly clockToleranceSeconds?: number | undefined;
}

/** A certificate and what to call it, because its text must not be said. */
export interface NamedCertificate {
  /** `primary`, `secondary`, or what the caller called it. */
  readonly name: string;
  /** Its text: used for signatures alone. */
  readonly certificate: Certificate;
}

/** What is known, checked: what cannot be used is left out, and stands among the problems. */
export interface Facts {
  /** 32 hex characters, letter case kept. */
  readonly appId: string | undefined;
  /** Those that count: the primary certificate, then the secondary. */
  readonly live: readonly NamedCertificate[];
  /** Those that only explain. */
  readonly others: readonly NamedCertificate[];
  /** Any text: it is only tried. */
  readonly customerSecret: Certificate | undefined;
  /** The name of a service of the table. */
  readonly service: string | undefined;
  /** The channel or room, as it was given. */
  readonly channel: string | undefined;
  /** An integer from 0 to 4294967295; 0 is a client that lets one be chosen. */
  readonly uid: number | undefined;
  /** A user account, as it was given. */
  readonly account: string | undefined;
  /** A user ID; a number is written in decimal. */
  readonly userId: string | undefined;
  /** Names, whether any service has them or not. */
  readonly privileges: readonly string[];
  /** How the token was shown. */
  readonly use: 'join' | 'rest' | undefined;
  /** Which fields the token may leave open. */
  readonly allowWildcard: { readonly channel: boolean; readonly uid: boolean };
  /** The time to judge by. */
  readonly now: UnixSeconds;
  /** How far it may be from the issuer's. */
  readonly toleranceSeconds: number;
  /** What cannot be used, or not as it was written. */
  readonly problems: readonly string[];
}

/** What a text is tried as a certificate, whatever it is: a wrong one was used in the place of one. */
export function parseAnyCertificate(text: string): Certificate {
  return text as Certificate;
}

type Problems = string[];

/**
 * The value that `parse` makes; undefined where it is not given or cannot be used, and then that is a problem. Whatever
 * is thrown is one: the getters of a caller can throw anything.
 */
function tryParse<Value>(name: string, parse: () => Value, problems: Problems): Value | undefined {
  try {
    return parse();
  } catch (error) {
    problems.push(error instanceof TokenError ? error.message : `${name} cannot be read`);
    return undefined;
  }
}

/** What is known, not yet checked: a caller without types can give anything. */
type GivenFacts = { readonly [Name in keyof KnownFacts]?: unknown };

/** All names of what can be known. */
const FACT_NAMES = [
  'appId',
  'certificates',
  'otherCertificates',
  'customerSecret',
  'service',
  'channel',
  'uid',
  'account',
  'userId',
  'privileges',
  'use',
  'allowWildcardChannel',
  'allowWildcardUid',
  'now',
  'clockToleranceSeconds',
] as const satisfies readonly (keyof KnownFacts)[];

/** A value that can be looked at without running code of the caller; of a list or a record the first values. */
function copyValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value).slice(0, MAX_LISTED));
  const list: readonly unknown[] = value;
  return Array.from({ length: Math.min(list.length, MAX_LISTED) }, (_, index) => list[index]);
}

/** Whether facts can be read from a value: a list of them is none. */
const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is known as plain values. What is no object of facts, and what cannot be read, is a problem. */
function readGiven(known: KnownFacts, problems: Problems): GivenFacts {
  const isReadable = tryParse('what is known', () => isRecord(known), problems);
  if (isReadable !== true) {
    problems.push('what is known must be an object, such as { appId, certificates }');
    return {};
  }
  const read = (name: keyof KnownFacts): unknown =>
    tryParse(name, () => copyValue(known[name]), problems);
  return Object.fromEntries(FACT_NAMES.map((name) => [name, read(name)]));
}

/** A text without the quotes and spaces that copying brings along. */
function cleanText(name: string, value: unknown, problems: Problems): unknown {
  if (typeof value !== 'string') return value;
  const clean = value
    .trim()
    .replace(/^["'](?<inner>.*)["']$/s, '$<inner>')
    .trim();
  if (clean !== value) {
    problems.push(`${name} has spaces, line breaks or quotes around it, which are not part of it`);
  }
  return clean;
}

/** A certificate under its name; none where it cannot be used. */
function parseNamed(name: string, value: unknown, problems: Problems): readonly NamedCertificate[] {
  const clean = cleanText(name, value, problems);
  const certificate = tryParse(name, () => parseCertificate(clean), problems);
  return certificate === undefined ? [] : [{ name, certificate }];
}

/** What the first certificates of a list are; the rest only explain. */
const PLACES = ['primary', 'secondary'];

/** The certificates of a list, named by their places. */
function parseCertificates(certificates: unknown, problems: Problems): readonly NamedCertificate[] {
  if (certificates === undefined) return [];
  if (!Array.isArray(certificates)) {
    problems.push(`certificates must be a list, but it is ${quoteValue(typeof certificates)}`);
    return [];
  }
  const given: readonly unknown[] = certificates;
  return given.flatMap((value, index) =>
    parseNamed(PLACES[index] ?? `certificate ${index + 1}`, value, problems),
  );
}

/** Certificates that come with names. */
function parseOthers(others: unknown, problems: Problems): readonly NamedCertificate[] {
  if (others === undefined) return [];
  if (typeof others !== 'object' || others === null) {
    problems.push(
      `otherCertificates must be an object of names and certificates, but it is ${quoteValue(typeof others)}`,
    );
    return [];
  }
  return Object.entries(others).flatMap(([name, value]) => parseNamed(name, value, problems));
}

/** What can be a customer secret: the real ones have 32 characters; a short one would be found in every message. */
const SECRET_LENGTHS = { from: 8, to: 256 };

const isSecretLength = (length: number): boolean =>
  length >= SECRET_LENGTHS.from && length <= SECRET_LENGTHS.to;

/** A customer secret: any text of such a length, because what it looks like is not ours to say. */
function parseSecret(value: unknown, problems: Problems): Certificate | undefined {
  if (value === undefined) return undefined;
  const clean = cleanText('the customer secret', value, problems);
  if (typeof clean === 'string' && isSecretLength(clean.length)) return parseAnyCertificate(clean);
  problems.push(
    `the customer secret is not a text of ${SECRET_LENGTHS.from} to ${SECRET_LENGTHS.to} characters`,
  );
  return undefined;
}

/** The name of a service of the table. */
function parseServiceName(service: unknown, problems: Problems): string | undefined {
  if (service === undefined) return undefined;
  if (typeof service === 'string' && findServiceByName(service) !== undefined) return service;
  const known = serviceNames().join(', ');
  problems.push(`${quoteValue(service)} is not a service; use one of ${known}`);
  return undefined;
}

/** A uid as a client passes it, where 0 asks for one to be chosen. */
function parseJoiningUid(uid: unknown, problems: Problems): number | undefined {
  if (uid === undefined) return undefined;
  if (typeof uid === 'number' && Number.isInteger(uid) && uid >= 0 && uid <= MAX_UINT32) return uid;
  problems.push(`the uid is ${quoteValue(uid)}, not an integer from 0 to ${MAX_UINT32}`);
  return undefined;
}

/** A name as the token carries it: a number is written in decimal. */
function parseName(name: string, value: unknown, problems: Problems): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  problems.push(`${name} is ${quoteValue(value)}, not a text`);
  return undefined;
}

/** Names of privileges, known here or not: one that no service has is missing in every token. */
function parsePrivilegeNames(names: unknown, problems: Problems): readonly string[] {
  if (names === undefined) return [];
  const given: readonly unknown[] = Array.isArray(names) ? names : [names];
  return given.flatMap((name) => parseName('a privilege', name, problems) ?? []);
}

/** How the token was shown. What was given is not said: it can be anything. */
function parseUse(use: unknown, problems: Problems): 'join' | 'rest' | undefined {
  if (use === undefined || use === 'join' || use === 'rest') return use;
  problems.push("use must be 'join' or 'rest'");
  return undefined;
}

/** Whether the token may leave a field open: true where that is not said, because the platform lets it in. */
function parseAllowance(name: string, value: unknown, problems: Problems): boolean {
  if (value === undefined) return true;
  return tryParse(name, () => parseFlag(name, value), problems) ?? true;
}

/** The time to judge by. */
function parseTime(now: unknown, problems: Problems): UnixSeconds {
  const given =
    now === undefined
      ? undefined
      : tryParse('now', () => parseUnixSeconds('now', now as number), problems);
  return given ?? currentTime();
}

/** What a verifier allows clocks to differ by. */
function parseTolerance(seconds: unknown, problems: Problems): number {
  if (seconds === undefined) return CLOCK_TOLERANCE_SECONDS;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0) return seconds;
  problems.push('clockToleranceSeconds must be whole seconds from 0 on');
  return CLOCK_TOLERANCE_SECONDS;
}

/** The App ID, without what copying brought along. */
function parseKnownAppId(appId: unknown, problems: Problems): string | undefined {
  if (appId === undefined) return undefined;
  const clean = cleanText('the App ID', appId, problems);
  return tryParse('the App ID', () => parseAppId(clean), problems);
}

const isLive = ({ name }: NamedCertificate): boolean => PLACES.includes(name);

/** The certificates, those that count apart from those that only explain. */
function parseProject(given: GivenFacts, problems: Problems): Pick<Facts, 'live' | 'others'> {
  const certificates = parseCertificates(given.certificates, problems);
  return {
    live: certificates.filter(isLive),
    others: [
      ...certificates.filter((certificate) => !isLive(certificate)),
      ...parseOthers(given.otherCertificates, problems),
    ],
  };
}

/**
 * Checks what is known. Never throws: what cannot be used is left out, and said among the problems, without the text of
 * any secret.
 */
export function parseKnown(known: KnownFacts): Facts {
  const problems: Problems = [];
  const given = readGiven(known, problems);
  return {
    ...parseProject(given, problems),
    appId: parseKnownAppId(given.appId, problems),
    customerSecret: parseSecret(given.customerSecret, problems),
    service: parseServiceName(given.service, problems),
    channel: parseName('the channel', given.channel, problems),
    uid: parseJoiningUid(given.uid, problems),
    account: parseName('the account', given.account, problems),
    userId: parseName('the user ID', given.userId, problems),
    privileges: parsePrivilegeNames(given.privileges, problems),
    use: parseUse(given.use, problems),
    allowWildcard: {
      channel: parseAllowance('allowWildcardChannel', given.allowWildcardChannel, problems),
      uid: parseAllowance('allowWildcardUid', given.allowWildcardUid, problems),
    },
    now: parseTime(given.now, problems),
    toleranceSeconds: parseTolerance(given.clockToleranceSeconds, problems),
    problems,
  };
}
