import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { KickingRuleNotFoundError } from './errors.js';
import { kickEventOf } from './kick-event-of.js';
import type { KickingRulePorts } from './kicking-rule-ports.js';

const MILLIS = 1000;

type DeleteCall = OperationCall<
  KickingRulePorts,
  { readonly body: { readonly appid: string; readonly id: number } }
>;

/** K4: the end of a rule, at once. */
export async function deleteKickingRule({
  ports,
  input,
  sources,
}: DeleteCall): Promise<OperationAnswer> {
  const { appid: appId, id } = input.body;
  const atMs = sources.now() * MILLIS;
  const rule = await ports.kickingRules.remove(appId, id, atMs);
  if (rule === undefined) throw new KickingRuleNotFoundError();
  const event = kickEventOf('lift', rule, atMs);
  return {
    body: { status: 'success', id },
    target: `kicking rule ${id}`,
    details: { appId },
    afterCommit: () => ports.kickEvents.publish(event),
  };
}
