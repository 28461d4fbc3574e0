import { convoai, rtm, stt, type RtmGrant, type ServiceGrant } from '@stagedoor/token';
import type { Command } from 'commander';
import type { World } from '../../world.js';
import { addIssueOptions, issue, type IssueOptions } from './issue-options.js';
import { addRtcOptions, toRtcGrant, type RtcOptions } from './rtc-options.js';

interface IssueAgentOptions extends IssueOptions, RtcOptions {
  readonly rtmUserId: string;
}

const toExamples = (service: string): string => `
Examples:
  $ stagedoor token issue ${service} --app-id $APP_ID --certificate-file cert.txt --channel test --uid 7 --role publisher --rtm-user-id zoe

As the official builder makes it, the token also joins the RTC channel and logs in to Signaling.
`;

function toRtmGrant({
  rtmUserId: userId,
  privilegesExpireIn: privilegesExpireInSeconds,
}: IssueAgentOptions): RtmGrant {
  return rtm({ userId, privilegesExpireInSeconds });
}

function addAgentCommand(command: Command, agent: ServiceGrant, world: World): void {
  addRtcOptions(command).requiredOption('--rtm-user-id <text>', 'user who may log in to Signaling');
  addIssueOptions(command, toExamples(agent.service)).action((options: IssueAgentOptions) =>
    issue([toRtcGrant(options), toRtmGrant(options), agent], options, world),
  );
}

/** `stagedoor token issue convoai`. */
export function addConvoaiCommand(parent: Command, world: World): void {
  const command = parent.command('convoai').description('a token of Conversational AI');
  addAgentCommand(command, convoai(), world);
}

/** `stagedoor token issue stt`. */
export function addSttCommand(parent: Command, world: World): void {
  const command = parent.command('stt').description('a token of real-time speech to text');
  addAgentCommand(command, stt(), world);
}
