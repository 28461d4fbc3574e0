import { rtm, rtmWithPermissions, type Permissions } from '@stagedoor/token';
import type { Command } from 'commander';
import type { World } from '../../world.js';
import {
  addIssueOptions,
  addPrivilegeLifeOption,
  issue,
  type IssueOptions,
  type PrivilegeLifeOptions,
} from './issue-options.js';
import { parsePermissionOption, PERMISSION_HELP } from './parse-permission-option.js';

const EXAMPLES = `
Examples:
  $ stagedoor token issue rtm --app-id $APP_ID --certificate-file cert.txt --user-id zoe
  $ stagedoor token issue rtm --user-id zoe --permission read:messageChannels=lobby,stage --permission write:users=max

With a permission the token is for the service rtm2, Signaling with a list of what its user may read and write.
`;

interface IssueRtmOptions extends IssueOptions, PrivilegeLifeOptions {
  readonly userId: string;
  readonly permission?: Permissions;
}

async function issueRtm(options: IssueRtmOptions, world: World): Promise<void> {
  const { userId, permission, privilegesExpireIn } = options;
  const user = { userId, privilegesExpireInSeconds: privilegesExpireIn };
  const grant =
    permission === undefined ? rtm(user) : rtmWithPermissions({ ...user, permissions: permission });
  await issue([grant], options, world);
}

/** `stagedoor token issue rtm`. */
export function addRtmCommand(parent: Command, world: World): void {
  const command = parent
    .command('rtm')
    .description('a token that logs in to Signaling')
    .requiredOption('--user-id <text>', 'user who may log in')
    .option(
      '--permission <action:resource=names>',
      `what the user may do: ${PERMISSION_HELP}; names with commas between; repeatable`,
      parsePermissionOption,
    );
  addIssueOptions(addPrivilegeLifeOption(command), EXAMPLES).action((options: IssueRtmOptions) =>
    issueRtm(options, world),
  );
}
