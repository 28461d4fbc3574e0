import { fpa } from '@stagedoor/token';
import type { Command } from 'commander';
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
  $ stagedoor token issue fpa --app-id $APP_ID --certificate-file cert.txt --expires-in 86400

Official builders give these tokens a life of 86400 seconds.
`;

interface IssueFpaOptions extends IssueOptions, PrivilegeLifeOptions {}

/** `stagedoor token issue fpa`. */
export function addFpaCommand(parent: Command, world: World): void {
  const command = parent.command('fpa').description('a token of Full Path Acceleration');
  addIssueOptions(addPrivilegeLifeOption(command), EXAMPLES).action((options: IssueFpaOptions) =>
    issue([fpa({ privilegesExpireInSeconds: options.privilegesExpireIn })], options, world),
  );
}
