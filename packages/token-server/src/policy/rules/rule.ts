import type { Permissions, RtcRole, ServiceName } from '@stagedoor/token';
import type { RequestedUser } from '../../requests/token-request.js';
import type { Condition } from '../conditions/parse-condition.js';
import type { TextPattern } from '../text-pattern.js';

/** Some callers: all that is given must hold. */
export interface CallerMatcher {
  readonly kind: string;
  readonly issuer: string | undefined;
  readonly ids: readonly TextPattern[] | undefined;
  /** The caller has all of these. */
  readonly scopes: readonly string[];
}

/** Where a rule takes a name from: a claim by its path, or the caller's ID. */
export type NameSource =
  { readonly kind: 'claim'; readonly path: readonly string[] } | { readonly kind: 'caller id' };

/** For whom a rule grants. */
export type UserGrant =
  | { readonly kind: 'requested' }
  | { readonly kind: 'fixed'; readonly user: RequestedUser }
  | { readonly kind: 'uid' | 'account' | 'derived uid'; readonly from: NameSource };

/** What a rule grants of something that a request names: that, where it is among these, or always the same. */
export type Choice<Value> =
  | { readonly kind: 'requested'; readonly among: readonly Value[] }
  | { readonly kind: 'fixed'; readonly value: Value };

/** What a rule grants. */
export interface Grant {
  /** Of `rtc`; then there are no privileges. */
  readonly role: Choice<RtcRole> | undefined;
  readonly privileges:
    | { readonly kind: 'requested'; readonly among: readonly string[] }
    | { readonly kind: 'fixed'; readonly value: readonly string[] }
    | undefined;
  /** Undefined: the channel that was asked for. */
  readonly fixedChannel: string | undefined;
  readonly user: UserGrant | undefined;
  /** Whether a token for any user is granted to who asks for one. */
  readonly anyUser: boolean;
  readonly roomRole: Choice<number> | undefined;
  readonly permissions: Permissions | undefined;
  readonly maxLifeSeconds: number;
  readonly privilegeLifeSeconds: number | undefined;
}

/** Whom and what a rule is about. What is undefined is everything, but for `callers`: see `matchCaller`. */
export interface RuleScope {
  readonly callers: readonly CallerMatcher[] | undefined;
  readonly projects: ReadonlySet<string> | undefined;
  readonly services: ReadonlySet<ServiceName> | undefined;
  readonly channels: readonly TextPattern[] | undefined;
  readonly users: readonly TextPattern[] | undefined;
  readonly roles: ReadonlySet<RtcRole> | undefined;
  readonly when: Condition | undefined;
}

/** What a rule does. */
export type RuleEffect =
  | { readonly kind: 'denies'; readonly reason: string }
  | { readonly kind: 'grants'; readonly grant: Grant };

/** A rule, checked and compiled. */
export interface Rule {
  readonly name: string;
  readonly scope: RuleScope;
  readonly effect: RuleEffect;
}

/** A part of a rule that a question can fail at, in the order in which they are asked. */
export type RulePart =
  'callers' | 'projects' | 'services' | 'channels' | 'users' | 'roles' | 'when' | 'grant';

/** Why a rule does not match. The words are made when somebody asks for them. */
export interface Mismatch {
  readonly part: RulePart;
  readonly reason: () => string;
}
