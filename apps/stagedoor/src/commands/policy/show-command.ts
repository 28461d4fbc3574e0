import type { Command } from 'commander';
import { withAdministration } from '../../administration/with-administration.js';
import { describeInstant } from '../../describe-instant.js';
import { AdministrationError } from '../../errors.js';
import { showText } from '../../lay-out-columns.js';
import { createPaint } from '../../paint.js';
import { parseNumberOption } from '../../parse-number-option.js';
import type { World } from '../../world.js';
import { parseShownPolicies, type ShownPolicies, type ShownPolicy } from './parse-policy-result.js';
import {
  addPolicyPlaceOptions,
  describePlace,
  placeInput,
  type PolicyPlaceOptions,
} from './policy-place.js';

const EXAMPLES = `
Examples:
  $ stagedoor policy show > policy.json
  $ stagedoor policy show --project stage --version 3

Standard output gets the document alone, as it was set; standard error says which version it is, and who set it. Without
--version it is the one that holds: for a project without a policy of its own, that of the organization.
`;

interface ShowOptions extends PolicyPlaceOptions {
  readonly version?: number;
}

const refuse = (message: string): AdministrationError =>
  new AdministrationError('token_policy_not_found', message);

/** Throws `token_policy_not_found`. */
function findDocument(
  { policy }: ShownPolicies,
  options: ShowOptions,
): readonly [ShownPolicy, string] {
  if (policy === null) {
    throw refuse(
      `no policy is set for ${describePlace(options)}, and no token is granted: stagedoor policy set sets one`,
    );
  }
  const { document, version } = policy;
  if (document !== null) return [policy, document];
  throw refuse(`version ${version} took the policy away: stagedoor policy history lists all`);
}

/** As a terminal may show it: it obeys nothing in there. */
const makeShowable = (document: string): string =>
  `${document
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => showText(line.replaceAll('\t', '  ')))
    .join('\n')}\n`;

function describeOrigin(
  { version, place, createdAt, createdBy }: ShownPolicy,
  options: ShowOptions,
  world: World,
): string {
  const inherited = place === 'organization' && options.project !== undefined;
  const owner = inherited ? 'the organization' : describePlace(options);
  const remark = inherited ? `; ${describePlace(options)} has none of its own` : '';
  const at = describeInstant(createdAt, world.now());
  return `version ${version} of the policy of ${owner}, set ${at}, by ${showText(createdBy)}${remark}`;
}

async function show(options: ShowOptions, world: World): Promise<void> {
  const { version } = options;
  const input = { ...placeInput(options), ...(version === undefined ? {} : { version }) };
  const found = await withAdministration(options, world, async (run) =>
    parseShownPolicies(await run('token-policy.show', input)),
  );
  if (options.json === true) {
    world.writeOut(`${JSON.stringify(found)}\n`);
    return;
  }
  const [policy, document] = findDocument(found, options);
  world.writeError(`${createPaint(world)('label', describeOrigin(policy, options, world))}\n`);
  world.writeOut(world.terminalColumns === undefined ? document : makeShowable(document));
}

/** `stagedoor policy show`. */
export function addPolicyShowCommand(group: Command, world: World): void {
  const command = group
    .command('show')
    .description('print the policy that holds, or one that did')
    .option('--version <number>', 'one of policy history (default: what holds)', parseNumberOption);
  addPolicyPlaceOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((options: ShowOptions) => show(options, world));
}
