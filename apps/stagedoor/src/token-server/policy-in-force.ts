import type { Policy } from '@stagedoor/token-server';
import { parsePolicy } from '@stagedoor/token-server/policy';
import { ConfigError } from '../errors.js';

/** A policy, and whether it grants anything to who shows no credential. */
export interface PolicyInForce {
  readonly policy: Policy;
  readonly grantsAnonymous: boolean;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Whether a rule that grants names anonymous callers: nothing else reaches them. */
const namesAnonymous = (rule: unknown): boolean =>
  isRecord(rule) &&
  rule['deny'] === undefined &&
  listOf(rule['callers']).some((each) => isRecord(each) && each['kind'] === 'anonymous');

/** What a policy document says. Throws `policy_invalid`. */
export function readPolicy(document: unknown): PolicyInForce {
  const policy = parsePolicy(document);
  const rules = isRecord(document) ? listOf(document['rules']) : [];
  return { policy, grantsAnonymous: rules.some(namesAnonymous) };
}

/** Refuses a policy where nobody could be granted anything: neither with a credential nor without. Throws `config_invalid`. */
export function checkSomebodyCanCall(
  { grantsAnonymous }: PolicyInForce,
  knowsCallers: boolean,
): void {
  if (knowsCallers || grantsAnonymous) return;
  throw new ConfigError(
    'apiKeys is missing: nobody could call. Give apiKeys or issuers, or name { "kind": "anonymous" } among the callers of a rule',
  );
}
