import type { Caller } from '../../callers/caller.js';
import type { PolicyQuestion } from '../policy.js';
import type { RequestFacts } from '../request-facts.js';
import { type CelValue, toCelClaims } from './to-cel-value.js';

/** `caller` in a condition. Its claims are converted when a condition first reads them. */
export class CelCaller {
  readonly kind: string;
  readonly id: string;
  readonly issuer: string;
  readonly scopes: readonly string[];
  readonly #raw: Caller['claims'];
  #claims: ReadonlyMap<string, CelValue> | undefined;

  constructor({ kind, id, issuer = '', scopes, claims }: Caller) {
    this.kind = kind;
    this.id = id;
    this.issuer = issuer;
    this.scopes = scopes;
    this.#raw = claims;
  }

  /** Throws an `EvaluationError` where there are too many. */
  get claims(): ReadonlyMap<string, CelValue> {
    this.#claims ??= toCelClaims(this.#raw);
    return this.#claims;
  }
}

/** `request` in a condition. What the request does not name is empty, 0, or -1 for the role in a room. */
export class CelRequest {
  readonly project: string;
  readonly service: string;
  readonly channel: string;
  readonly user: string;
  readonly uid: bigint;
  readonly role: string;
  readonly privileges: readonly string[];
  readonly roomRole: bigint;
  readonly expiresInSeconds: bigint;

  constructor(facts: RequestFacts, expiresInSeconds: number | undefined) {
    this.project = facts.appId;
    this.service = facts.service;
    this.channel = facts.channel ?? '';
    this.user = facts.userText;
    this.uid = facts.user?.kind === 'uid' ? BigInt(facts.user.uid) : 0n;
    this.role = facts.role ?? '';
    this.privileges = facts.privileges;
    this.roomRole = BigInt(facts.roomRole);
    this.expiresInSeconds = BigInt(Math.trunc(expiresInSeconds ?? 0));
  }
}

/** The types of the fields of both, in the words of the language. */
export const CALLER_FIELDS = {
  kind: 'string',
  id: 'string',
  issuer: 'string',
  scopes: 'list<string>',
  claims: 'map<string, dyn>',
} as const;

/** The same for `request`. */
export const REQUEST_FIELDS = {
  project: 'string',
  service: 'string',
  channel: 'string',
  user: 'string',
  uid: 'int',
  role: 'string',
  privileges: 'list<string>',
  roomRole: 'int',
  expiresInSeconds: 'int',
} as const;

/** What conditions of one question see: made once, when the first of them is asked. */
export interface ConditionInput {
  readonly caller: CelCaller;
  readonly request: CelRequest;
  readonly now: Date;
}

/** What conditions see of a question. */
export function toConditionInput(
  { caller, expiresInSeconds, now }: PolicyQuestion,
  facts: RequestFacts,
): ConditionInput {
  return {
    caller: new CelCaller(caller),
    request: new CelRequest(facts, expiresInSeconds),
    now: new Date(now * 1000),
  };
}
