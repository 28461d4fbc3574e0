import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { createPaint } from '../paint.js';
import type { World } from '../world.js';
import { describeRevocation } from './token-revocation/describe-revocation.js';
import { parseRevocationResult } from './token-revocation/parse-platform-result.js';
import { runPlatformCommand } from './token-revocation/run-platform-command.js';

async function unrevoke(key: string, options: AdministrationOptions, world: World): Promise<void> {
  const input = { key };
  const result = await runPlatformCommand({ id: 'revocation.remove', input }, options, world);
  const shown = { now: world.now(), verdict: 'taken back', paint: createPaint(world) };
  const text =
    options.json === true
      ? JSON.stringify(result)
      : describeRevocation(parseRevocationResult(result), shown).join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor token unrevoke`. */
export function addUnrevokeCommand(parent: Command, world: World): void {
  addAdministrationOptions(
    parent
      .command('unrevoke')
      .description(
        'take a revocation back: its tokens are accepted again, if nothing else is wrong',
      )
      .argument('<key>', 'key of the revocation, as token revocations lists it'),
  ).action((key: string, options: AdministrationOptions) => unrevoke(key, options, world));
}
