import { parseChannel } from '../parse-channel.js';
import { TokenError } from '../errors.js';
import type { TokenService } from '../services/service-table.js';
import { isRefused, type Evidence } from './find-evidence.js';
import { findLookAlike } from './find-look-alike.js';
import type { FindingGroup, FindingRow } from './finding-kinds.js';
import { omitSecrets, quoteWithLength, quoteText } from './quote-text.js';
import { findDifference } from './user-findings.js';

/** Both channels side by side, with what cannot be seen. */
function describeBoth(found: string, wanted: string, name: string, { facts }: Evidence): string {
  return `the token is for ${name} ${quoteWithLength(found, facts)}, the client joins ${quoteWithLength(wanted, facts)}`;
}

/** Names that a person would call the same. */
const LOOK_ALIKE: FindingRow<Evidence> = {
  kind: 'channel_look_alike',
  find: (evidence) => {
    const difference = findDifference(evidence, 'channel');
    if (difference === undefined) return undefined;
    const { found, wanted, name } = difference;
    const likeness = findLookAlike(found, wanted);
    return likeness === undefined
      ? undefined
      : {
          severity: 'fatal',
          message: `${describeBoth(found, wanted, name, evidence)}: ${likeness}, and names are compared byte by byte`,
          fix: 'bring the name into one form in one place, before both the token and the join',
        };
  },
};

/** Any other channel. */
const WRONG_CHANNEL: FindingRow<Evidence> = {
  kind: 'wrong_channel',
  find: (evidence) => {
    const difference = findDifference(evidence, 'channel');
    return difference === undefined
      ? undefined
      : {
          severity: 'fatal',
          message: describeBoth(difference.found, difference.wanted, difference.name, evidence),
          fix: 'join the channel that the token was issued for, or issue it for this one; do not hash or shorten the name on one side only',
        };
  },
};

/** The channel of a service that is joined by channel. */
const channelOf = (service: TokenService): string | undefined =>
  'channel' in service ? service.channel : undefined;

/** Whether a channel means any: section 4 of the format. */
const isOpenChannel = (channel: string | undefined): boolean => channel === '' || channel === '*';

/** What an SDK would not join. */
function describeUnfit(channel: string): string | undefined {
  try {
    parseChannel(channel);
    return undefined;
  } catch (error) {
    if (error instanceof TokenError) return error.message;
    throw error;
  }
}

/** Builders check no channel name; SDKs do. */
const INVALID: FindingRow<Evidence> = {
  kind: 'invalid_channel',
  find: (evidence) => {
    const services = evidence.entry === undefined ? evidence.claims.services : [evidence.entry];
    const channels = services.flatMap((service) => channelOf(service) ?? []);
    const reason = channels
      .filter((channel) => !isOpenChannel(channel))
      .map(describeUnfit)
      .find(Boolean);
    return reason === undefined
      ? undefined
      : {
          severity: 'warning',
          message: `no SDK can join the channel that the token is for: ${omitSecrets(reason, evidence.facts)}`,
          fix: 'use a channel name of the documented characters at the client and at the token server',
        };
  },
};

/** Works everywhere, which is what is wrong with it. */
const WILDCARD: FindingRow<Evidence> = {
  kind: 'wildcard_channel',
  find: (evidence) => {
    const open = evidence.claims.services.find((service) => isOpenChannel(channelOf(service)));
    return open === undefined
      ? undefined
      : {
          severity: isRefused(evidence, 'wildcard_channel') ? 'fatal' : 'warning',
          message: `the token is for any channel of ${open.service} (its channel is ${channelOf(open) === '' ? 'empty' : '"*"'}): whoever gets hold of it can join all of them`,
          fix: 'issue it for the one channel that is joined; verifyToken refuses it unless allowWildcardChannel says otherwise',
        };
  },
};

/** A channel with digits alone, beside a user who is no number. */
const isLikeUid = (service: TokenService): boolean =>
  'uid' in service && /^\d{4,10}$/.test(service.channel) && /[^\d]/.test(service.uid);

/** A hint where it is not known what the client joined. */
const LIKE_A_UID: FindingRow<Evidence> = {
  kind: 'swapped_channel_and_user',
  find: ({ claims, facts }) => {
    const found = facts.channel === undefined ? claims.services.find(isLikeUid) : undefined;
    return found === undefined || !('uid' in found)
      ? undefined
      : {
          severity: 'warning',
          message: `the channel in the token is ${quoteText(found.channel, facts)}, which looks like a uid, and the user is ${quoteText(found.uid, facts)}: the arguments may be shifted or swapped`,
          fix: 'compare the call with the builder: the channel comes first, the user second',
        };
  },
};

/** How the channel differs from the one that is joined. */
export const CHANNEL_DIFFERENCES: FindingGroup<Evidence> = [LOOK_ALIKE, WRONG_CHANNEL];

/** What can be wrong with the channel; where channel and user are swapped, that is said there. */
export const CHANNEL_GROUPS: readonly FindingGroup<Evidence>[] = [
  CHANNEL_DIFFERENCES,
  [INVALID],
  [WILDCARD],
  [LIKE_A_UID],
];
