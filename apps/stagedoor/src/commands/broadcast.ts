import type { Command } from 'commander';
import type { World } from '../world.js';
import { addUrlCheckCommand } from './broadcast-url/check-command.js';
import { addUrlSignCommand } from './broadcast-url/sign-command.js';

/** `stagedoor broadcast`: the group. */
export function addBroadcastCommand(program: Command, world: World): void {
  const broadcast = program
    .command('broadcast')
    .description('sign and check the URLs that streams are pushed to and played from');
  const url = broadcast.command('url').description('sign and check stream URLs');
  addUrlSignCommand(url, world);
  addUrlCheckCommand(url, world);
}
