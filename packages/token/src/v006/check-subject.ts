import { WildcardUidError, WrongChannelError, WrongUidError, type TokenError } from '../errors.js';
import { ANY_USER } from '../parse-user.js';
import { crc32 } from './crc32.js';
import type { Subject } from './parse-subject.js';
import { RTM_006 } from './service-table.js';
import type { Token006Claims } from './token-claims.js';

/** What stands in a token in the place of a name. */
const describeName = (crc: number): string =>
  `(a name with the CRC-32 ${crc.toString(16).padStart(8, '0')})`;

function refuseChannel({ service, channel }: Subject, crcChannel: number): TokenError {
  const found = describeName(crcChannel);
  return service === RTM_006
    ? new WrongUidError(found, channel)
    : new WrongChannelError(found, channel);
}

/**
 * Compares the checksums of a token with those of the wanted channel and user. Returns what the token can have been
 * signed with as its user: the wanted one, or any user where that is allowed; very rarely both have one checksum.
 *
 * Equal checksums prove nothing, because no signature covers them. They tell which of the two is wrong, where a
 * signature would only be another one, and they tell tokens apart that share a signature.
 *
 * Throws `wrong_channel`, `wrong_uid` and `wildcard_uid`.
 */
export function checkSubject(
  { crcChannel, crcUid }: Token006Claims,
  wanted: Subject,
  allowWildcardUid: boolean,
): readonly string[] {
  if (crc32(wanted.channel) !== crcChannel) throw refuseChannel(wanted, crcChannel);
  const isAnyUser = crc32(ANY_USER) === crcUid;
  const users = crc32(wanted.uid) === crcUid ? [wanted.uid] : [];
  if (isAnyUser && allowWildcardUid) return [...users, ANY_USER];
  if (users.length > 0) return users;
  if (isAnyUser) throw new WildcardUidError();
  throw new WrongUidError(
    describeName(crcUid),
    wanted.service === RTM_006 ? wanted.channel : wanted.uid,
  );
}
