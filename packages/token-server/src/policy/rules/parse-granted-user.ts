import { rtc, TokenInputError } from '@stagedoor/token';
import { parseRequestedAccount, parseRequestedUid } from '../../requests/parse-requested-user.js';
import type { RequestedUser } from '../../requests/token-request.js';
import { parseList, parseOneField, parseText } from '../document/parse-value.js';
import type { Place } from '../document/place.js';
import { findTokenFault } from './find-token-fault.js';
import type { NameSource, UserGrant } from './rule.js';

const KEYS = ['uid', 'account', 'derivedUid'];
const REQUESTED: UserGrant = { kind: 'requested' };
const CALLER_ID: NameSource = { kind: 'caller id' };

const parseStep = (value: unknown, place: Place): string => parseText(value, place);

function parsePath(value: unknown, place: Place): readonly string[] {
  return Array.isArray(value)
    ? parseList(value, place, parseStep, { maxLength: 8 })
    : [parseText(value, place)];
}

/** `{"claim": "sub"}`, `{"claim": ["profile", "number"]}` or `{"caller": "id"}`. */
function parseSource(value: unknown, place: Place): NameSource {
  const [key, inner] = parseOneField(value, place, ['claim', 'caller']) ?? ['caller', 'id'];
  if (key === 'claim') return { kind: 'claim', path: parsePath(inner, place.key('claim')) };
  if (inner !== 'id')
    place.key('caller').refuse('must be "id"; what else is said of a caller is a claim');
  return CALLER_ID;
}

/** Always the same user, whom a token can name. */
function parseFixed(parse: () => RequestedUser, place: Place): UserGrant {
  try {
    const user = parse();
    const named = user.kind === 'account' ? { account: user.account } : { uid: 1 };
    const fault = findTokenFault(rtc({ channel: 'channel', ...named, role: 'subscriber' }));
    if (fault !== undefined) place.refuse(`cannot be used: ${fault}`);
    return { kind: 'fixed', user };
  } catch (error) {
    if (!(error instanceof TokenInputError)) throw error;
    place.refuse(`cannot be used: ${error.message}`);
    return REQUESTED;
  }
}

const isSource = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * For whom a rule grants: `"requested"`, `{"uid": 7}`, `{"account": "zoe"}`, or one of the two from a claim or the caller's
 * ID, as `{"account": {"claim": "sub"}}`; `{"derivedUid": {"claim": "sub"}}` stands for a uid that is computed.
 */
export function parseGrantedUser(value: unknown, place: Place): UserGrant {
  if (value === 'requested') return REQUESTED;
  if (typeof value === 'string') {
    place.refuse('must be "requested", or an object with uid, account or derivedUid');
    return REQUESTED;
  }
  const [key, inner] = parseOneField(value, place, KEYS) ?? [];
  if (key === undefined) return REQUESTED;
  const at = place.key(key);
  if (key === 'derivedUid') return { kind: 'derived uid', from: parseSource(inner, at) };
  if (isSource(inner))
    return { kind: key === 'uid' ? 'uid' : 'account', from: parseSource(inner, at) };
  return parseFixed(
    () => (key === 'uid' ? parseRequestedUid(inner) : parseRequestedAccount(inner)),
    at,
  );
}
