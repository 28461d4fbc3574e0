import { type Command, Option } from 'commander';
import type { AdministrationOptions } from '../../administration/administration-options.js';
import { parseTimeOption } from '../../parse-time-option.js';
import type { World } from '../../world.js';

/** Options that say which events are meant. */
export interface FilterOptions extends AdministrationOptions {
  readonly actor?: string;
  readonly action?: string;
  readonly target?: string;
  readonly outcome?: 'done' | 'refused';
  readonly code?: string;
  readonly address?: string;
  readonly requestId?: string;
  readonly since?: string;
  readonly until?: string;
}

/** Adds them. */
export function addFilterOptions(command: Command): Command {
  return command
    .option(
      '--actor <text>',
      'who did it, as customer:<ID> or cli:<user>; a * at the end stands for more',
    )
    .option('--action <name>', 'operation or command: create-project, project.create')
    .option('--target <text>', 'what it was done to; a * at the end stands for more')
    .addOption(new Option('--outcome <name>', 'whether it was done').choices(['done', 'refused']))
    .option('--code <code>', 'why it was refused: wrong_secret')
    .option('--address <address>', 'where it came from')
    .option('--request-id <id>', 'X-Request-ID of the request')
    .option('--since <time>', 'from that time on: 2026-11-21, 2026-11-21T06:30Z, 24h, 7d')
    .option('--until <time>', 'before that time');
}

/** The options as the administrator's commands take them. Throws `usage`. */
export function readFilter(options: FilterOptions, world: World): object {
  const { organization, actor, action, target, outcome, code, address, requestId } = options;
  const { since, until } = options;
  const now = world.now();
  return {
    organization,
    actor,
    action,
    target,
    outcome,
    code,
    address,
    requestId,
    sinceMs: since === undefined ? undefined : parseTimeOption(since, '--since', now),
    untilMs: until === undefined ? undefined : parseTimeOption(until, '--until', now),
  };
}
