import {
  describeGranted,
  parsePolicyQuestion,
  parsePolicyText,
  type PolicyExplanation,
  PolicyInvalidError,
  type RuleExplanation,
} from '@stagedoor/token-server/policy';
import type { Command } from 'commander';
import { layOutColumns, showText } from '../../lay-out-columns.js';
import { type Cell, layOutTable } from '../../lay-out-table.js';
import { UsageError } from '../../errors.js';
import { createPaint, type Paint } from '../../paint.js';
import { parseNumberOption } from '../../parse-number-option.js';
import type { World } from '../../world.js';
import { PolicyDeniedError } from './errors.js';
import { parseNamed, readDocument, readPolicy } from './read-policy.js';

const EXAMPLES = `
Examples:
  $ stagedoor policy try policy.json --caller '{"kind":"anonymous"}' \\
      --request '{"service":"rtc","channel":"show-1","uid":7}'
  $ stagedoor policy try policy.json --caller @zoe.json --request @join.json --json

A caller has kind, id, issuer, scopes and claims. A request has service, channel, uid or account, role, privileges,
roomRole, project and expiresInSeconds. Exit code 1 means that the policy denies it.
`;

interface TryOptions {
  readonly caller: string;
  readonly request: string;
  readonly now?: number;
  readonly json?: true;
}

/** The JSON of an option. Throws `usage`: it is no fault of the policy. */
function parseGiven(option: string, given: string): unknown {
  try {
    return parsePolicyText(given);
  } catch (error) {
    if (!(error instanceof PolicyInvalidError)) throw error;
    throw new UsageError(`${option} takes JSON, or @ and the name of a file: ${error.message}`);
  }
}

/** JSON as it was given, or that of a file behind an @. */
const readGiven = async (option: string, given: string, world: World): Promise<unknown> =>
  given.startsWith('@') ? readDocument(given.slice(1), world) : parseGiven(option, given);

const showValue = (value: unknown): string =>
  showText(typeof value === 'string' ? value : JSON.stringify(value));

function describeDecision({ decision }: PolicyExplanation, paint: Paint): readonly string[] {
  if (decision.kind === 'denied') {
    const by = decision.rule === undefined ? '' : ` by rule ${decision.rule}`;
    return [paint('bad', `Denied${by}`), `  ${showText(decision.reason)}`];
  }
  const cells = Object.entries(describeGranted(decision.granted)).map(([label, value]): Cell => ({
    label,
    value: showValue(value),
  }));
  const heading: Cell = { label: `Granted by rule ${decision.granted.rule}`, value: '' };
  const [, ...table] = layOutTable([{ heading: { label: '', value: '' }, cells }], paint);
  return [paint('good', heading.label), ...table];
}

function describeRule({ verdict, part, reason = '' }: RuleExplanation): string {
  switch (verdict) {
    case 'decided':
      return 'decides';
    case 'matched':
      return 'would match, but comes later';
    case 'unmatched':
      return `${part ?? ''}: ${reason}`;
  }
}

function describeRules({ rules }: PolicyExplanation, paint: Paint): readonly string[] {
  const rows = rules.map((rule) => [rule.rule, rule.effect, describeRule(rule)]);
  return ['', ...layOutColumns(['RULE', 'EFFECT', 'WHAT BECAME OF IT'], rows, paint)];
}

/** The same as JSON. */
function toReport({ decision, rules }: PolicyExplanation): object {
  if (decision.kind === 'denied') {
    return { denied: true, rule: decision.rule ?? null, reason: decision.reason, rules };
  }
  return { granted: describeGranted(decision.granted), rule: decision.granted.rule, rules };
}

async function tryPolicy(path: string, options: TryOptions, world: World): Promise<void> {
  const policy = await readPolicy(path, world);
  const caller = await readGiven('--caller', options.caller, world);
  const request = await readGiven('--request', options.request, world);
  const now = options.now ?? world.now();
  const question = parseNamed('what is asked', () => parsePolicyQuestion(caller, request, now));
  const explanation = policy.explain(question);
  const paint = createPaint(world);
  const lines = [...describeDecision(explanation, paint), ...describeRules(explanation, paint)];
  const asJson = options.json === true;
  world.writeOut(`${asJson ? JSON.stringify(toReport(explanation)) : lines.join('\n')}\n`);
  const { decision } = explanation;
  if (decision.kind === 'denied') throw new PolicyDeniedError(showText(decision.reason));
}

/** `stagedoor policy try`. */
export function addPolicyTryCommand(policy: Command, world: World): void {
  policy
    .command('try')
    .description('ask a policy, and see which rule decides')
    .argument('<file>', 'the policy, or - to read it from standard input')
    .requiredOption('--caller <json>', 'who asks: JSON, or @ and the name of a file')
    .requiredOption('--request <json>', 'what is asked for: JSON, or @ and the name of a file')
    .option('--now <time>', 'time of the question, Unix seconds (default: now)', parseNumberOption)
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: TryOptions) => tryPolicy(path, options, world));
}
