import type { OperationAnswer, OperationCall } from '../../operations/operation.js';
import type { KickingRulePorts } from './kicking-rule-ports.js';
import { viewKickingRule } from './kicking-rule-view.js';

const MILLIS = 1000;

/** K2: the rules of a project that are in force. */
export async function listKickingRules({
  ports,
  input,
  sources,
}: OperationCall<
  KickingRulePorts,
  { readonly query: { readonly appid: string } }
>): Promise<OperationAnswer> {
  const rules = await ports.kickingRules.list(input.query.appid, sources.now() * MILLIS);
  return { body: { status: 'success', rules: rules.map(viewKickingRule) } };
}
