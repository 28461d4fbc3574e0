import { apaasApp, apaasRoomUser, apaasUser, type ServiceGrant } from '@stagedoor/token';
import type { Command } from 'commander';
import { UsageError } from '../../errors.js';
import { parseIntegerOption } from '../../parse-number-option.js';
import type { World } from '../../world.js';
import {
  addIssueOptions,
  addPrivilegeLifeOption,
  issue,
  type IssueOptions,
  type PrivilegeLifeOptions,
} from './issue-options.js';

const EXAMPLES = `
Examples:
  $ stagedoor token issue apaas --app-id $APP_ID --certificate-file cert.txt --room math --user-id zoe --room-role 2
  $ stagedoor token issue apaas --user-id zoe
  $ stagedoor token issue apaas --app

A token for a room also logs in to Signaling as that user, and to Chat as the MD5 of the user's name: a classroom needs
all three.
`;

interface IssueApaasOptions extends IssueOptions, PrivilegeLifeOptions {
  readonly room?: string;
  readonly userId?: string;
  readonly roomRole?: number;
  readonly app?: true;
}

function toGrants(options: IssueApaasOptions): readonly ServiceGrant[] {
  const { room, userId, roomRole, app } = options;
  const life = { privilegesExpireInSeconds: options.privilegesExpireIn };
  const isForRoom = room !== undefined || roomRole !== undefined;
  if (app === true && userId === undefined && !isForRoom) return [apaasApp(life)];
  if (app === undefined && userId !== undefined) {
    if (!isForRoom) return [apaasUser({ userId, ...life })];
    if (room !== undefined && roomRole !== undefined)
      return apaasRoomUser({ room, userId, roomRole, ...life });
  }
  throw new UsageError(
    'give --room, --user-id and --room-role, or --user-id alone, or --app alone',
  );
}

/** `stagedoor token issue apaas`. */
export function addApaasCommand(parent: Command, world: World): void {
  const command = parent
    .command('apaas')
    .description('a token of the education service (Flexible Classroom)')
    .option('--room <name>', 'room that it enters')
    .option('--user-id <text>', 'user whom it is for')
    .option(
      '--room-role <number>',
      "the user's role in the room, -32768 to 32767; the application gives it a meaning",
      parseIntegerOption,
    )
    .option('--app', "for the app's own server, which calls the REST API");
  addIssueOptions(addPrivilegeLifeOption(command), EXAMPLES).action((options: IssueApaasOptions) =>
    issue(toGrants(options), options, world),
  );
}
