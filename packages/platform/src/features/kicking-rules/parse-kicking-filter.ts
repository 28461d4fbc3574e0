import { toCanonicalAddress } from '../../domain/ip-address.js';
import { type LenientNumber, parseLenientNumber } from './parse-lenient-number.js';
import { isStorableText } from '../../domain/storable-text.js';
import { InvalidRequestError } from '../../errors.js';
import type { KickingFilter } from './kicking-rule.js';

/** As clients send it. An empty text and null are the same as nothing. */
export interface KickingFilterInput {
  readonly cname?: string | null;
  readonly uid?: LenientNumber;
  readonly ip?: string | number | null;
}

const MAX_UID = 4_294_967_295;
/** Longer names no channel can have. */
const MAX_CHANNEL_BYTES = 64;
const ALL_ADDRESSES: readonly string[] = ['0.0.0.0', '::'];

function parseUid(value: LenientNumber): number | undefined {
  const uid = parseLenientNumber('uid', value);
  if (uid === undefined || (Number.isInteger(uid) && uid >= 1 && uid <= MAX_UID)) return uid;
  throw new InvalidRequestError(`uid must be a whole number from 1 to ${MAX_UID}`);
}

function parseChannel(cname: string | null | undefined): string | undefined {
  if (cname === undefined || cname === null || cname === '') return undefined;
  if (Buffer.byteLength(cname) <= MAX_CHANNEL_BYTES && isStorableText(cname)) return cname;
  throw new InvalidRequestError(
    `cname must have at most ${MAX_CHANNEL_BYTES} bytes, and no control characters`,
  );
}

function parseAddress(ip: string | number | null | undefined): string | undefined {
  if (ip === undefined || ip === null || ip === '') return undefined;
  const address = toCanonicalAddress(String(ip));
  if (address === undefined) {
    throw new InvalidRequestError('ip must be one IPv4 or IPv6 address, such as 192.0.2.7');
  }
  if (ALL_ADDRESSES.includes(address)) throw new InvalidRequestError('ip must not be 0');
  return address;
}

/** Whom a new rule is about. Throws `invalid_request`, also where nobody is named. */
export function parseKickingFilter({ cname, uid, ip }: KickingFilterInput): KickingFilter {
  const filter = { uid: parseUid(uid), channel: parseChannel(cname), address: parseAddress(ip) };
  if (Object.values(filter).every((each) => each === undefined)) {
    throw new InvalidRequestError('give cname, uid or ip, or several of them: all must match');
  }
  return filter;
}
