import type { Permissions, RtcRole, ServiceName } from '@stagedoor/token';
import type { Caller } from '../callers/caller.js';
import type { RequestedService, RequestedUser } from '../requests/token-request.js';

/** What a policy decides about: one service of one request. */
export interface PolicyQuestion {
  readonly caller: Caller;
  /** The App ID of the project. */
  readonly appId: string;
  readonly service: RequestedService;
  /** How long the token is to live, where the caller said so. */
  readonly expiresInSeconds: number | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** A user whose uid is derived from a name in the caller's system: `mapUid` finds it. */
export interface DerivedUser {
  readonly kind: 'derived';
  /** The name, unique in `realm`. */
  readonly name: string;
  /** Whose names these are: the issuer of a JWT, or the kind of caller. */
  readonly realm: string;
}

/** What a rule gives of one service. */
export interface GrantedService {
  readonly service: ServiceName;
  /** The name of the rule. */
  readonly rule: string;
  readonly channel?: string | undefined;
  readonly user?: RequestedUser | DerivedUser | undefined;
  /** Of `rtc`, where there are no privileges. */
  readonly role?: RtcRole | undefined;
  readonly privileges?: readonly string[] | undefined;
  /** Of each privilege; the token's own life where left out. */
  readonly privilegesExpireInSeconds?: number | undefined;
  readonly roomRole?: number | undefined;
  /** Of `rtm2`. */
  readonly permissions?: Permissions | undefined;
  /** The longest life of the token. */
  readonly maxLifeSeconds: number;
}

/** What a policy says. */
export type PolicyDecision =
  | { readonly kind: 'granted'; readonly granted: GrantedService }
  | {
      readonly kind: 'denied';
      /** The rule that denies; undefined where none grants. */
      readonly rule: string | undefined;
      /** For the operator's log: the caller is told less. */
      readonly reason: string;
    };

/** Decides what callers get. Pure: equal questions have equal answers. */
export interface Policy {
  decide(question: PolicyQuestion): PolicyDecision;
}

/** The policy in force now: it can change while the server runs. */
export type PolicySource = (appId: string) => Policy | Promise<Policy>;
