import { chatApp, chatUser, type ChatGrant } from '@stagedoor/token';
import type { Command } from 'commander';
import { UsageError } from '../../errors.js';
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
  $ stagedoor token issue chat --app-id $APP_ID --certificate-file cert.txt --user-id zoe
  $ stagedoor token issue chat --app --expires-in 86400
`;

interface IssueChatOptions extends IssueOptions, PrivilegeLifeOptions {
  readonly userId?: string;
  readonly app?: true;
}

function toGrant({ userId, app, privilegesExpireIn }: IssueChatOptions): ChatGrant {
  const life = { privilegesExpireInSeconds: privilegesExpireIn };
  if (userId !== undefined && app === undefined) return chatUser({ userId, ...life });
  if (app === true && userId === undefined) return chatApp(life);
  throw new UsageError('give either --user-id or --app');
}

/** `stagedoor token issue chat`. */
export function addChatCommand(parent: Command, world: World): void {
  const command = parent
    .command('chat')
    .description("a token that logs in to Chat, or calls Chat's REST API")
    .option('--user-id <text>', 'user who may log in')
    .option('--app', "for the app's own server, which calls the REST API");
  addIssueOptions(addPrivilegeLifeOption(command), EXAMPLES).action((options: IssueChatOptions) =>
    issue([toGrant(options)], options, world),
  );
}
