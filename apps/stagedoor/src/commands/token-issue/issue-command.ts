import type { Command } from 'commander';
import type { World } from '../../world.js';
import { addConvoaiCommand, addSttCommand } from './agents.js';
import { addApaasCommand } from './apaas.js';
import { addChatCommand } from './chat.js';
import { addFpaCommand } from './fpa.js';
import { addRtcCommand } from './rtc.js';
import { addRtmCommand } from './rtm.js';
import { addFcdnCommand, addStreamingCommand } from './streaming.js';

/** `stagedoor token issue`: the group, with one command for each service. */
export function addIssueCommand(parent: Command, world: World): void {
  const issue = parent.command('issue').description('issue a token for a service');
  addRtcCommand(issue, world);
  addRtmCommand(issue, world);
  addChatCommand(issue, world);
  addApaasCommand(issue, world);
  addFpaCommand(issue, world);
  addStreamingCommand(issue, world);
  addFcdnCommand(issue, world);
  addConvoaiCommand(issue, world);
  addSttCommand(issue, world);
}
