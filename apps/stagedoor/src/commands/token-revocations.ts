import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { createPaint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import { readAppId } from '../project-options.js';
import type { World } from '../world.js';
import { describeRevocations } from './token-revocation/describe-revocation.js';
import { parseRevocationList } from './token-revocation/parse-platform-result.js';
import { runPlatformCommand } from './token-revocation/run-platform-command.js';

const DEFAULT_LIMIT = 100;

interface ListOptions extends AdministrationOptions {
  readonly appId?: string;
  readonly limit: number;
  readonly after?: string;
}

async function listRevocations(options: ListOptions, world: World): Promise<void> {
  const { appId: given, limit, after } = options;
  const appId = readAppId(given === undefined ? {} : { appId: given }, world);
  const input = { appId, limit, ...(after === undefined ? {} : { after }) };
  const result = await runPlatformCommand({ id: 'revocation.list', input }, options, world);
  if (options.json === true) {
    world.writeOut(`${JSON.stringify(result)}\n`);
    return;
  }
  const { revocations, next } = parseRevocationList(result);
  const more = next === null ? [] : [`There are more: add --after ${next}`];
  const lines = [...describeRevocations(revocations, world.now(), createPaint(world)), ...more];
  world.writeOut(`${lines.join('\n')}\n`);
}

/** `stagedoor token revocations`. */
export function addRevocationsCommand(parent: Command, world: World): void {
  addAdministrationOptions(
    parent
      .command('revocations')
      .description('list what is revoked in a project, the newest first')
      .option('--app-id <hex>', 'App ID of the project (or STAGEDOOR_APP_ID)')
      .option('--limit <number>', 'how many at most', parseNumberOption, DEFAULT_LIMIT)
      .option('--after <place>', 'go on where an earlier list ended'),
  ).action((options: ListOptions) => listRevocations(options, world));
}
