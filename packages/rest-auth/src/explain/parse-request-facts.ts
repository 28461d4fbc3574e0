import { InvalidAuthOptionError } from '../errors.js';
import { parseProfile } from '../parse-profile.js';
import { PROFILES, type Profile, type ProfileOptions } from '../profile.js';
import type { UrlScheme } from '../schemes/message-signature/normalize-authority.js';

/** What is known about a request beside what arrived. The more, the more `explainRequest` can say. */
export interface RequestFacts {
  /** The live customer secrets: the primary, then the secondary. Any more are only tried, to tell whose it is. */
  readonly customerSecrets?: readonly string[] | undefined;
  /** The customer ID that the secrets are of. Default: whichever the request names. */
  readonly customerId?: string | undefined;
  /** The Ed25519 public keys that the customer registered, 32 bytes each. */
  readonly ed25519PublicKeys?: readonly Uint8Array[] | undefined;
  /** The App ID that a token should be of. Default: the one in the path. */
  readonly appId?: string | undefined;
  /** The App Certificates: the primary, then the secondary. */
  readonly certificates?: readonly string[] | undefined;
  /** The time to judge by, Unix seconds. Default: the signed date of the request, which is then not judged. */
  readonly now?: number | undefined;
  /** Default `strict`. Whether a signature was used before is never judged. */
  readonly profile?: Profile['name'] | ProfileOptions | undefined;
  /** What the client signed, where it can be had: it is compared with what the server builds. */
  readonly clientSigningString?: string | undefined;
  /** The scheme of the URL. Default `https`. */
  readonly urlScheme?: UrlScheme | undefined;
  /** There is a body, and it is not known which: nothing that depends on it is judged. */
  readonly isBodyUnknown?: boolean | undefined;
  /** The URL had a user name and a password in front of the host. */
  readonly hasUrlCredential?: boolean | undefined;
  /** The octets of the file that the body was made of, where the client changed them on the way, as `curl -d @file`. */
  readonly fileOctets?: Uint8Array | undefined;
}

/** What is known, checked: what cannot be used is left out, and stands among the problems. */
export interface Facts extends Omit<RequestFacts, 'customerSecrets' | 'certificates' | 'profile'> {
  /** Without outer blanks and quotes, none of them empty. The first two are live. */
  readonly secrets: readonly string[];
  /** The same for App Certificates. */
  readonly certificates: readonly string[];
  readonly profile: Profile;
  /** What could not be used as it was given, without the text of any secret. */
  readonly problems: readonly string[];
}

/** How many secrets are live at once. */
export const MAX_LIVE_SECRETS = 2;
/** The most secrets that are tried: the time that an explanation takes is bounded by it. */
const MAX_SECRETS = 8;

type Problems = string[];

/** A text without the quotes and blanks that copying brings along. */
function cleanText(name: string, text: string, problems: Problems): string {
  const clean = text
    .trim()
    .replace(/^["'](?<inner>.*)["']$/s, '$<inner>')
    .trim();
  if (clean !== text)
    problems.push(`${name} has blanks or quotes around it, which are no part of it`);
  return clean;
}

/** Those of a list that can be used. */
function cleanList(name: string, texts: readonly string[], problems: Problems): readonly string[] {
  if (texts.length > MAX_SECRETS) problems.push(`of the ${name}s only ${MAX_SECRETS} are tried`);
  const clean = texts
    .slice(0, MAX_SECRETS)
    .map((text, index) => cleanText(`${name} ${index + 1}`, text, problems));
  if (clean.includes('')) problems.push(`a ${name} is empty`);
  return clean.filter((text) => text !== '');
}

/** The profile; what was used before is not known here, and so not judged. */
function tryProfile(given: RequestFacts['profile'], problems: Problems): Profile {
  try {
    return { ...parseProfile(given), replay: 'off' };
  } catch (error) {
    if (!(error instanceof InvalidAuthOptionError)) throw error;
    problems.push(error.message);
    return { ...PROFILES.strict, replay: 'off' };
  }
}

/** Checks what is known. Never throws: what cannot be used is left out, and said among the problems. */
export function parseRequestFacts(given: RequestFacts): Facts {
  const problems: string[] = [];
  const { customerSecrets = [], certificates = [], profile, customerId, appId, ...rest } = given;
  const cleanId = (name: string, id: string | undefined): string | undefined =>
    id === undefined ? undefined : cleanText(name, id, problems) || undefined;
  return {
    ...rest,
    customerId: cleanId('the customer ID', customerId),
    appId: cleanId('the App ID', appId),
    secrets: cleanList('customer secret', customerSecrets, problems),
    certificates: cleanList('certificate', certificates, problems),
    profile: tryProfile(profile, problems),
    problems,
  };
}
