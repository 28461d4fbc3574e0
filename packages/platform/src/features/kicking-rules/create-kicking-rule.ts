import { randomInt31, randomSafeInteger } from '../../domain/random-id.js';
import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { type BanTimeInput, banMillisOf } from './ban-time.js';
import { TooManyKickingRulesError } from './errors.js';
import { kickEventOf } from './kick-event-of.js';
import type { KickingRule } from './kicking-rule.js';
import type { KickingRulePorts } from './kicking-rule-ports.js';
import { type KickingFilterInput, parseKickingFilter } from './parse-kicking-filter.js';
import { parsePrivileges } from './parse-privileges.js';

const MILLIS = 1000;

type CreateCall = OperationCall<
  KickingRulePorts,
  { readonly body: KickingFilterInput & BanTimeInput & { readonly appid: string } }
>;

function makeRule({ input, organizationId, sources }: CreateCall): KickingRule {
  const { body } = input;
  const atMs = sources.now() * MILLIS;
  return {
    id: randomSafeInteger(sources),
    organizationId,
    appId: body.appid,
    operationNumber: randomInt31(sources),
    ...parseKickingFilter(body),
    privileges: parsePrivileges(body),
    createdAtMs: atMs,
    updatedAtMs: atMs,
    endsAtMs: atMs + banMillisOf(body),
  };
}

/** Stores a rule that bans somebody; gives it with the ID that was free. */
async function keepRule(rule: KickingRule, { ports, sources }: CreateCall): Promise<KickingRule> {
  const { kickingRules, quotas } = ports;
  if ((await kickingRules.count(rule.appId, rule.createdAtMs)) >= quotas.maxKickingRules) {
    throw new TooManyKickingRulesError(quotas.maxKickingRules);
  }
  let kept = rule;
  // IDs are random over all projects, and two may meet.
  while (!(await kickingRules.add(kept))) kept = { ...kept, id: randomSafeInteger(sources) };
  return kept;
}

/** K1: a new rule; with a time of 0 those who are there are thrown out, and nobody is banned. */
export async function createKickingRule(call: CreateCall): Promise<OperationAnswer> {
  const wanted = makeRule(call);
  const isBan = wanted.endsAtMs > wanted.createdAtMs;
  const rule = isBan ? await keepRule(wanted, call) : wanted;
  const event = kickEventOf(isBan ? 'ban' : 'once', rule, rule.createdAtMs);
  const { kind, appId, uid, channel, address, privileges, endsAtMs } = event;
  return {
    body: { status: 'success', id: rule.id },
    target: `kicking rule ${rule.id}`,
    details: { kind, appId, uid, channel, address, privileges, endsAtMs },
    afterCommit: () => call.ports.kickEvents.publish(event),
  };
}
