import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import { type BanTimeInput, banMillisOf } from './ban-time.js';
import { KickingRuleNotFoundError } from './errors.js';
import { kickEventOf } from './kick-event-of.js';
import type { KickingRulePorts } from './kicking-rule-ports.js';
import { writeInstant } from './kicking-rule-view.js';

const MILLIS = 1000;

type ChangeCall = OperationCall<
  KickingRulePorts,
  { readonly body: BanTimeInput & { readonly appid: string; readonly id: number } }
>;

/** K3: another end for a rule, counted from now; with a time of 0 it ends, and those who are there are thrown out. */
export async function changeKickingRule({
  ports,
  input,
  sources,
}: ChangeCall): Promise<OperationAnswer> {
  const { appid: appId, id, ...time } = input.body;
  const atMs = sources.now() * MILLIS;
  const endsAtMs = atMs + banMillisOf(time);
  const rule = await ports.kickingRules.changeEnd({ appId, id }, { endsAtMs, atMs });
  if (rule === undefined) throw new KickingRuleNotFoundError();
  const event = kickEventOf(endsAtMs > atMs ? 'ban' : 'once', rule, atMs);
  return {
    body: { status: 'success', result: { id, ts: writeInstant(endsAtMs) } },
    target: `kicking rule ${id}`,
    details: { appId, kind: event.kind, endsAtMs },
    afterCommit: () => ports.kickEvents.publish(event),
  };
}
