import { InvalidAuthOptionError } from './errors.js';
import { HMAC_ALGORITHMS, PROFILES, type Profile, type ProfileOptions } from './profile.js';

/** What a part must be, and whether a value is that. */
interface Rule {
  readonly mustBe: string;
  isMet(value: unknown): boolean;
}

const wholeNumber = (min: number, max: number): Rule => ({
  mustBe: `a whole number from ${min} to ${max}`,
  isMet: (value) => Number.isInteger(value) && Number(value) >= min && Number(value) <= max,
});

const oneOf = (values: readonly string[]): Rule => ({
  mustBe: values.join(', '),
  isMet: (value) => typeof value === 'string' && values.includes(value),
});

const listOf = (mustBe: string, isItem: (item: string) => boolean): Rule => ({
  mustBe: `a list of ${mustBe}, at least one`,
  isMet: (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'string' && isItem(item)),
});

const DAY_SECONDS = 86_400;
const GIBIBYTE = 2 ** 30;

/** A host and perhaps a port: neither a URL nor a path. */
const AUTHORITY = /^[^\s/@?#]+$/;
const VERSION = /^HTTP\/\d\.\d$/;

/** One rule for each part. */
const RULES: { readonly [Part in keyof Profile]-?: Rule } = {
  name: oneOf(Object.keys(PROFILES)),
  windowSeconds: wholeNumber(1, DAY_SECONDS),
  algorithms: listOf(HMAC_ALGORITHMS.join(', '), (item) =>
    (HMAC_ALGORITHMS as readonly string[]).includes(item),
  ),
  replay: oneOf(['refuse', 'refuse-unsafe', 'off']),
  allowedAuthorities: listOf('hosts, without scheme and path', (item) => AUTHORITY.test(item)),
  requestLineVersions: listOf('versions like HTTP/1.1', (item) => VERSION.test(item)),
  maxAuthorizationBytes: wholeNumber(1, GIBIBYTE),
  maxHeadBytes: wholeNumber(1, GIBIBYTE),
  maxSignedNames: wholeNumber(1, 1024),
  maxBodyBytes: wholeNumber(0, Number.MAX_SAFE_INTEGER),
};

function checkPart(name: string, value: unknown): void {
  if (!Object.hasOwn(RULES, name)) {
    throw new InvalidAuthOptionError(
      `profile has no part of this name; it has ${Object.keys(RULES).join(', ')}`,
    );
  }
  const rule = RULES[name as keyof Profile];
  if (rule.isMet(value)) return;
  throw new InvalidAuthOptionError(`profile.${name} must be ${rule.mustBe}`);
}

const NAME_NEEDED = 'profile must be strict or agora, or have one of them as its name';

function baseOf(name: unknown): Profile {
  if (!RULES.name.isMet(name)) throw new InvalidAuthOptionError(NAME_NEEDED);
  return PROFILES[name as Profile['name']];
}

/**
 * The profile of this name, with the other values that are given. A value that is undefined counts as not given: it must
 * never be taken for a limit. Throws `invalid_auth_option`.
 */
export function parseProfile(profile: Profile['name'] | ProfileOptions = 'strict'): Profile {
  if (typeof profile === 'string') return baseOf(profile);
  const base = baseOf((profile as ProfileOptions | null)?.name);
  const given = Object.entries(profile).filter(([, value]) => value !== undefined);
  for (const [name, value] of given) checkPart(name, value);
  return { ...base, ...(Object.fromEntries(given) as ProfileOptions) };
}
