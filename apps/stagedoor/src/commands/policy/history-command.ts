import type { Command } from 'commander';
import { withAdministration } from '../../administration/with-administration.js';
import { describeInstant } from '../../describe-instant.js';
import { layOutColumns } from '../../lay-out-columns.js';
import { createPaint } from '../../paint.js';
import type { World } from '../../world.js';
import { parseShownPolicies, type ShownPolicyVersion } from './parse-policy-result.js';
import {
  addPolicyPlaceOptions,
  describePlace,
  placeInput,
  type PolicyPlaceOptions,
} from './policy-place.js';

const HEADING = ['VERSION', 'BY', 'SIZE', 'SET'];

const describeSize = ({ documentBytes }: ShownPolicyVersion): string =>
  documentBytes === null ? 'taken away' : `${documentBytes} bytes`;

function describeHistory(
  versions: readonly ShownPolicyVersion[],
  options: PolicyPlaceOptions,
  world: World,
): readonly string[] {
  if (versions.length === 0) {
    return [`No policy was ever set for ${describePlace(options)}: stagedoor policy set sets one.`];
  }
  const rows = versions.map((each) => [
    String(each.version),
    each.createdBy,
    describeSize(each),
    describeInstant(each.createdAt, world.now()),
  ]);
  return layOutColumns(HEADING, rows, createPaint(world));
}

async function list(options: PolicyPlaceOptions, world: World): Promise<void> {
  const { versions } = await withAdministration(options, world, async (run) =>
    parseShownPolicies(await run('token-policy.show', placeInput(options))),
  );
  const text =
    options.json === true
      ? JSON.stringify({ versions })
      : describeHistory(versions, options, world).join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor policy history`. */
export function addPolicyHistoryCommand(group: Command, world: World): void {
  const command = group
    .command('history')
    .description('list the versions of a policy that are kept, the newest first');
  addPolicyPlaceOptions(command).action((options: PolicyPlaceOptions) => list(options, world));
}
