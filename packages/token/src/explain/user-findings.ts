import { MAX_UINT32 } from '../limits.js';
import { isRefused, listRefused, type Evidence } from './find-evidence.js';
import { findLookAlike } from './find-look-alike.js';
import { isEqual, type Comparison } from './find-wanted.js';
import type { FindingGroup, FindingRow, FindingText } from './finding-kinds.js';
import type { Facts } from './parse-known.js';
import { listBounded, quoteWithLength, quoteText } from './quote-text.js';
import { PLACEHOLDERS } from './text-findings.js';

const fatal = (message: string, fix: string): FindingText => ({ severity: 'fatal', message, fix });

const warn = (message: string, fix: string): FindingText => ({ severity: 'warning', message, fix });

const UID = /^[1-9]\d{0,9}$/;

/** Whether a token's user can be an integer uid. */
const isUid = (text: string): boolean => UID.test(text) && Number(text) <= MAX_UINT32;

/** A user or a channel that is not the one that is wanted; those that the token leaves open are not among them. */
interface Difference {
  readonly found: string;
  readonly wanted: string;
  /** What the service calls it. */
  readonly name: string;
}

/** Whether the token leaves that field to whoever holds it. */
const isOpen = ({ field, found }: Comparison): boolean => field.wildcards.includes(found);

/** Whether a field of the token holds what cannot have been meant. */
type Misfilled = (name: string, value: string) => boolean;

/** What programs write for a value that is missing, and numbers below 0. */
const isPlaceholder: Misfilled = (_, value) =>
  PLACEHOLDERS.has(value.toLowerCase()) || /^-\d+$/.test(value);

/** Uid 0 as PHP builders write it: section 3 of the format. */
const isZeroText: Misfilled = (name, value) => name === 'uid' && value === '0';

/** The fields in which a refused entry differs. */
const listDifferences = ({ comparisons, useCode }: Evidence): readonly Comparison[] =>
  useCode === undefined
    ? []
    : comparisons.filter((comparison) => !isEqual(comparison) && !isOpen(comparison));

/** How the entry differs in its user or its channel, if it does; what cannot have been meant is explained as that. */
export function findDifference(
  evidence: Evidence,
  subject: 'channel' | 'uid',
): Difference | undefined {
  const found = listDifferences(evidence).find(({ field }) => field.subject === subject);
  if (found?.wanted === undefined) return undefined;
  const { name } = found.field;
  if (isPlaceholder(name, found.found) || isZeroText(name, found.found)) return undefined;
  return { found: found.found, wanted: found.wanted, name };
}

/** A user; of a name also the length, which tells of what cannot be seen. */
const showUser = (name: string, facts: Facts): string =>
  isUid(name) ? quoteText(name, facts) : quoteWithLength(name, facts);

/** The service that the user is one of, in a token of several. */
function describeService({ claims, entry }: Evidence): string {
  const isOne = entry === undefined || claims.services.every((it) => it.service === entry.service);
  return isOne ? '' : ` of ${entry.service}`;
}

/** Both users side by side. */
const describeBoth = ({ found, wanted }: Difference, evidence: Evidence): string =>
  `the token is for user ${showUser(found, evidence.facts)}${describeService(evidence)}, the client joins as ${showUser(wanted, evidence.facts)}`;

/** A row about a user who differs. */
const userRow = (
  kind: FindingRow<Evidence>['kind'],
  explain: (difference: Difference, evidence: Evidence) => FindingText | undefined,
): FindingRow<Evidence> => ({
  kind,
  find: (evidence) => {
    const difference = findDifference(evidence, 'uid');
    return difference === undefined ? undefined : explain(difference, evidence);
  },
});

/** Channel and user in each other's place: each of them fits where the other stands. */
const SWAPPED = userRow('swapped_channel_and_user', (user, evidence) => {
  const channel = findDifference(evidence, 'channel');
  return channel !== undefined && channel.found === user.wanted && user.found === channel.wanted
    ? fatal(
        `channel and user have changed places: the token is for channel ${quoteText(channel.found, evidence.facts)} and user ${quoteText(user.found, evidence.facts)}, the client joins ${quoteText(channel.wanted, evidence.facts)} as ${quoteText(user.wanted, evidence.facts)}`,
        'give the builder the channel first and the user second',
      )
    : undefined;
});

/** The numbers of the roles of RTC builders, which follow the user in the call. */
const ROLE_NUMBERS = ['1', '2'];

/** Whether the token lets its user join, and nothing else: so does a life in the place of a role. */
const isJoinOnly = ({ entry }: Evidence): boolean =>
  Object.keys(entry?.privileges ?? {}).join() === 'joinChannel';

/** A role where the user belongs: the uid was left out, or the channel was, and the uid took its place. */
const SHIFTED = userRow('arguments_shifted', (user, evidence) => {
  if (user.name !== 'uid' || !ROLE_NUMBERS.includes(user.found)) return undefined;
  const isUidInChannel = findDifference(evidence, 'channel')?.found === user.wanted;
  const isLeftOut = isJoinOnly(evidence) && !ROLE_NUMBERS.includes(user.wanted);
  if (!isUidInChannel && !isLeftOut) return undefined;
  const place = isUidInChannel ? ', and the uid that joins stands in the place of the channel' : '';
  return fatal(
    `${describeBoth(user, evidence)}: ${user.found} is the number of a role${place}; the arguments seem to be shifted by one`,
    'compare the call with the builder: appId, certificate, channel, uid, role, token expiry, privilege expiry',
  );
});

/** A user ID that is empty is no wildcard: the token is the application's own, for the REST API. */
const SERVER_TOKEN = userRow('wrong_uid', ({ found, wanted, name }, { facts, entry }) =>
  name === 'userId' && found === '' && entry !== undefined
    ? fatal(
        `the token is for no user of ${entry.service}, the client joins as ${showUser(wanted, facts)}: it is the token of the server, for the REST API (privileges: ${listBounded(Object.keys(entry.privileges)) || 'none'})`,
        'keep this one at the server, and issue one for the user, as with chatUser or apaasUser',
      )
    : undefined,
);

/** A client that joins with 0 is given a random uid, which no token names. */
const UID_ZERO = userRow('uid_zero_joins', ({ found, name }, { facts }) =>
  facts.uid === 0 && name === 'uid'
    ? fatal(
        `the client joins with uid 0 and gets a random uid, but the token is for user ${quoteText(found, facts)} alone`,
        'join with the uid that the token was issued for',
      )
    : undefined,
);

/** A token does not say whether its user is a uid or an account; one that is no number must be an account. */
const ACCOUNT_FOR_UID = userRow('account_for_uid', (difference, evidence) =>
  evidence.facts.uid !== undefined && difference.name === 'uid' && !isUid(difference.found)
    ? fatal(
        `${describeBoth(difference, evidence)}: a user account in the token, an integer uid at the client`,
        'join with that user account (joinChannelWithUserAccount), or issue the token for the uid',
      )
    : undefined,
);

/** The reverse: a number can be an account, but the client's is none. */
const UID_FOR_ACCOUNT = userRow('uid_for_account', (difference, evidence) => {
  const { found, wanted, name } = difference;
  const isAccount = name === 'uid' && evidence.facts.account === wanted && !isUid(wanted);
  return isAccount && isUid(found)
    ? fatal(
        `${describeBoth(difference, evidence)}: an integer uid in the token, a user account at the client`,
        'issue the token for the account (rtc({ account })), or join with the uid',
      )
    : undefined;
});

/** Names that a person would call the same. */
const LOOK_ALIKE = userRow('user_look_alike', (difference, evidence) => {
  const likeness = findLookAlike(difference.found, difference.wanted);
  return likeness === undefined || isUid(difference.found)
    ? undefined
    : fatal(
        `${describeBoth(difference, evidence)}: ${likeness}, and users are compared byte by byte`,
        'bring the name into one form in one place, before both the token and the join',
      );
});

/** Any other user. */
const WRONG_UID = userRow('wrong_uid', (difference, evidence) =>
  fatal(
    describeBoth(difference, evidence),
    'join as the user whom the token was issued for, or issue it for this one; uids are kept in 32 bits without a sign',
  ),
);

/** A field that cannot have been meant. */
interface MisfilledField {
  readonly service: string;
  readonly name: string;
  readonly value: string;
  /** What the client joined with, where it was refused for this field. */
  readonly wanted?: string | undefined;
}

/** The fields for which a use is refused, and then all others. */
function* walkFields(evidence: Evidence): Generator<MisfilledField> {
  for (const refused of listRefused(evidence)) {
    for (const { field, found, wanted } of listDifferences(refused)) {
      yield { service: refused.entry?.service ?? '', name: field.name, value: found, wanted };
    }
  }
  for (const service of evidence.claims.services) {
    for (const [name, value] of Object.entries(service)) {
      if (typeof value === 'string' && name !== 'service') {
        yield { service: service.service, name, value };
      }
    }
  }
}

/** The first field that cannot have been meant. */
function findMisfilled(evidence: Evidence, isMisfilled: Misfilled): MisfilledField | undefined {
  for (const field of walkFields(evidence)) {
    if (isMisfilled(field.name, field.value)) return field;
  }
  return undefined;
}

/** What a field holds is the reason for the refusal where it was wanted, and a warning where nothing is known. */
function explainMisfilled(
  { wanted }: MisfilledField,
  { facts }: Evidence,
  { message, fix }: Omit<FindingText, 'severity'>,
): FindingText {
  return wanted === undefined
    ? warn(message, fix)
    : fatal(`${message}; the client joins with ${quoteText(wanted, facts)}`, fix);
}

/** Fields that were filled with what a program writes for a missing value. */
const PLACEHOLDER_VALUE: FindingRow<Evidence> = {
  kind: 'placeholder_value',
  find: (evidence) => {
    const found = findMisfilled(evidence, isPlaceholder);
    return found === undefined
      ? undefined
      : explainMisfilled(found, evidence, {
          message: `the ${found.name} of ${found.service} in the token is ${quoteText(found.value, evidence.facts)}, which is what a program writes for a missing or a negative number`,
          fix: 'look at what is passed to the builder: Node writes undefined, null and -1 as texts',
        });
  },
};

/** Section 3 of the format: PHP does not convert 0, the others write it as an empty text. */
const ZERO_TEXT: FindingRow<Evidence> = {
  kind: 'uid_zero_text',
  find: (evidence) => {
    const found = findMisfilled(evidence, isZeroText);
    return found === undefined
      ? undefined
      : explainMisfilled(found, evidence, {
          message:
            'the user in the token is the text "0", which is a user account and no wildcard; PHP builders write uid 0 so',
          fix: 'issue the token for the uid that joins; where any user is meant, give the builder an empty text',
        });
  },
};

/** Works everywhere, which is what is wrong with it. */
const ANY_USER: FindingRow<Evidence> = {
  kind: 'wildcard_uid',
  find: (evidence) => {
    const { claims, facts } = evidence;
    const open = claims.services.find((service) => 'uid' in service && service.uid === '');
    return open === undefined
      ? undefined
      : {
          severity: isRefused(evidence, 'wildcard_uid') ? 'fatal' : 'warning',
          message: `the token is for any user of ${open.service} (uid 0)${facts.uid === undefined ? '' : `, the client joins as ${facts.uid}`}: whoever gets hold of it can join as anyone`,
          fix: 'issue it for the uid that joins; verifyToken refuses it unless allowWildcardUid says otherwise',
        };
  },
};

/** The same bytes in the token, and two users in the channel. */
const UID_OR_ACCOUNT: FindingRow<Evidence> = {
  kind: 'uid_or_account',
  find: ({ claims, facts }) =>
    facts.account !== undefined &&
    isUid(facts.account) &&
    claims.services.some((service) => 'uid' in service && service.uid === facts.account)
      ? {
          severity: 'note',
          message: `the user account ${quoteText(facts.account, facts)} and the uid of that number are the same in a token, but two users in a channel`,
          fix: 'let all clients of a channel join by uid, or all by account; begin accounts with a letter',
        }
      : undefined,
};

/** How the user differs from the one who joins; only speaks where no entry has all that is wanted. */
export const USER_DIFFERENCES: FindingGroup<Evidence> = [
  SERVER_TOKEN,
  SWAPPED,
  SHIFTED,
  UID_ZERO,
  ACCOUNT_FOR_UID,
  UID_FOR_ACCOUNT,
  LOOK_ALIKE,
  WRONG_UID,
];

/** What can be wrong with the user: beside the differences, what the token alone shows. */
export const USER_GROUPS: readonly FindingGroup<Evidence>[] = [
  USER_DIFFERENCES,
  [PLACEHOLDER_VALUE],
  [ZERO_TEXT],
  [ANY_USER],
  [UID_OR_ACCOUNT],
];
