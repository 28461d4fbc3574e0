import type { Command } from 'commander';
import { withAdministration } from '../../administration/with-administration.js';
import { createPaint } from '../../paint.js';
import type { World } from '../../world.js';
import { parseUnsetPolicy } from './parse-policy-result.js';
import {
  addPolicyPlaceOptions,
  describePlace,
  placeInput,
  type PolicyPlaceOptions,
} from './policy-place.js';

const AFTERWARDS = {
  organization: 'Projects without a policy of their own grant no token now.',
  project:
    'That of its organization holds in the project now; where there is none, no token is granted.',
} as const;

async function unset(options: PolicyPlaceOptions, world: World): Promise<void> {
  const result = await withAdministration(options, world, async (run) =>
    parseUnsetPolicy(await run('token-policy.unset', placeInput(options))),
  );
  if (options.json === true) {
    world.writeOut(`${JSON.stringify(result)}\n`);
    return;
  }
  const done = `The policy of ${describePlace(options)} is taken away, by version ${result.version}`;
  const next = AFTERWARDS[options.project === undefined ? 'organization' : 'project'];
  world.writeOut(`${createPaint(world)('good', done)}\n${next}\n`);
}

/** `stagedoor policy unset`. */
export function addPolicyUnsetCommand(group: Command, world: World): void {
  const command = group
    .command('unset')
    .description('take a policy away; what it was stays in its history');
  addPolicyPlaceOptions(command).action((options: PolicyPlaceOptions) => unset(options, world));
}
