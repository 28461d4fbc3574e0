import { quoteValue, TokenInputError } from '@stagedoor/token';
import type { Caller } from '../../callers/caller.js';
import { readClaim } from '../../callers/read-claim.js';
import {
  parseRequestedAccount,
  parseRequestedUid,
  parseWrittenUid,
} from '../../requests/parse-requested-user.js';
import type { RequestedUser } from '../../requests/token-request.js';
import type { GrantedService } from '../policy.js';
import type { RequestFacts } from '../request-facts.js';
import { SERVICE_TRAITS } from '../service-traits-table.js';
import type { Grant, NameSource, UserGrant } from './rule.js';

/** A user, or in words why there is none. */
export type ChosenUser =
  NonNullable<GrantedService['user']> | { readonly kind: 'unfit'; readonly reason: string };

const unfit = (reason: string): ChosenUser => ({ kind: 'unfit', reason });

const readName = (from: NameSource, caller: Caller): unknown =>
  from.kind === 'claim' ? readClaim(caller.claims, from.path) : caller.id;

const describeSource = (from: NameSource): string =>
  from.kind === 'claim' ? `the claim ${from.path.join('.')}` : "the caller's ID";

function parseNamedUser(kind: 'uid' | 'account', name: unknown): RequestedUser {
  if (kind === 'account') return parseRequestedAccount(name);
  return typeof name === 'string' ? parseWrittenUid(name) : parseRequestedUid(name);
}

function chooseNamed(kind: 'uid' | 'account', from: NameSource, caller: Caller): ChosenUser {
  const name = readName(from, caller);
  if (name === undefined) return unfit(`${describeSource(from)} is missing`);
  try {
    const user = parseNamedUser(kind, name);
    // Nobody who calls is everybody, whatever is said of them.
    return user.kind === 'anyone' ? unfit(`${describeSource(from)} is the uid of any user`) : user;
  } catch (error) {
    if (!(error instanceof TokenInputError)) throw error;
    return unfit(`${describeSource(from)} is ${quoteValue(name)}, which is no ${kind}`);
  }
}

function chooseDerived(from: NameSource, caller: Caller): ChosenUser {
  const name = readName(from, caller);
  if (typeof name === 'string' && name !== '') {
    return { kind: 'derived', name, realm: caller.issuer ?? caller.kind };
  }
  return unfit(`${describeSource(from)} is ${name === undefined ? 'missing' : 'not a text'}`);
}

function chooseRequested({ user, service }: RequestFacts, anyUser: boolean): ChosenUser {
  if (user === undefined) return unfit('no user is named');
  if (user.kind !== 'anyone') return user;
  if (!SERVICE_TRAITS[service].hasAnyUser) return unfit(`${service} has no tokens for any user`);
  return anyUser
    ? user
    : unfit('a token for any user (uid 0) is asked for, without "anyUser": true');
}

/** For whom a rule grants what a caller asks for. */
export function chooseUser(
  granted: UserGrant,
  facts: RequestFacts,
  { caller, grant }: { readonly caller: Caller; readonly grant: Grant },
): ChosenUser {
  switch (granted.kind) {
    case 'requested':
      return chooseRequested(facts, grant.anyUser);
    case 'fixed':
      return granted.user;
    case 'derived uid':
      return chooseDerived(granted.from, caller);
    case 'uid':
    case 'account':
      return chooseNamed(granted.kind, granted.from, caller);
  }
}
