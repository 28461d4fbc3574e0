import type { RtcSubject, RtmSubject, Token006Privilege } from '@stagedoor/token/006';
import { UsageError } from '../errors.js';
import { checkWanted, type WantedOptions } from './parse-wanted-service.js';

/** What is wanted of a token of format 006: for whom it must be, and what it must allow. */
export type Wanted006 = (RtcSubject | RtmSubject) & {
  readonly privileges: readonly Token006Privilege[] | undefined;
  readonly allowWildcardUid: boolean | undefined;
};

/** The service that is wanted: as it is named, or that whose user is given. */
function findService({ service, userId }: WantedOptions): 'rtc' | 'rtm' {
  const wanted = service ?? (userId === undefined ? 'rtc' : 'rtm');
  if (wanted === 'rtc' || wanted === 'rtm') return wanted;
  throw new UsageError(`a token of format 006 can be for rtc or rtm, and not for ${wanted}`);
}

function findSubject({ channel, uid, account, userId }: WantedOptions): RtcSubject | RtmSubject {
  if (userId !== undefined) return { userId };
  if (channel !== undefined && uid !== undefined) return { channel, uid };
  if (channel !== undefined && account !== undefined) return { channel, account };
  throw new UsageError(
    'a token of format 006 holds no names, so say for whom it must be: give --channel with --uid or --account, ' +
      'or --user-id for Signaling',
  );
}

/**
 * What the options want of a token of format 006, whose signature can only be checked for a given user. Throws `usage`
 * where that user is missing, or the options do not go together.
 */
export function parseWanted006(options: WantedOptions): Wanted006 {
  checkWanted(findService(options), options);
  const { privilege, allowWildcardUid } = options;
  return {
    ...findSubject(options),
    // Each name is checked by verifyToken006.
    privileges: privilege as readonly Token006Privilege[] | undefined,
    allowWildcardUid,
  };
}
