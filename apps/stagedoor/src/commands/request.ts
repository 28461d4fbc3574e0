import type { Command } from 'commander';
import type { World } from '../world.js';
import { addRequestExplainCommand } from './request-explain.js';
import { addRequestSignCommand } from './request-sign.js';

/** `stagedoor request`: the group. */
export function addRequestCommand(program: Command, world: World): void {
  const request = program.command('request').description('sign and explain REST requests');
  addRequestExplainCommand(request, world);
  addRequestSignCommand(request, world);
}
