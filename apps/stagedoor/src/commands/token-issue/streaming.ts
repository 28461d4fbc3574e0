import { fcdn, streaming, type FcdnPrivilege, type StreamingPrivilege } from '@stagedoor/token';
import type { Command } from 'commander';
import { UsageError } from '../../errors.js';
import type { World } from '../../world.js';
import { addChannelOptions, toChannelUser, type ChannelOptions } from './channel-options.js';
import { addIssueOptions, issue, type IssueOptions } from './issue-options.js';
import { createPrivilegeOption, type PrivilegeLives } from './parse-privilege-option.js';

const STREAMING_PRIVILEGES: readonly StreamingPrivilege[] = [
  'publishMixStream',
  'publishRawStream',
];
const FCDN_PRIVILEGES: readonly FcdnPrivilege[] = ['publish', 'play'];

interface IssueStreamOptions<Privilege extends string> extends IssueOptions, ChannelOptions {
  readonly privilege?: PrivilegeLives<Privilege>;
}

const toExamples = (service: string, privilege: string): string => `
Examples:
  $ stagedoor token issue ${service} --app-id $APP_ID --certificate-file cert.txt --channel test --uid 7 --privilege ${privilege}
  $ stagedoor token issue ${service} --channel test --account zoe --privilege ${privilege}=900
`;

/** The channel, its user and the privileges. Throws `usage`. */
function toStream<Privilege extends string>(
  options: IssueStreamOptions<Privilege>,
): ReturnType<typeof toChannelUser> & { privileges: PrivilegeLives<Privilege> } {
  if (options.privilege === undefined) throw new UsageError('give at least one --privilege');
  return { ...toChannelUser(options), privileges: options.privilege };
}

/** `stagedoor token issue streaming`. */
export function addStreamingCommand(parent: Command, world: World): void {
  const command = parent.command('streaming').description('a token of the Streaming service');
  addChannelOptions(command).addOption(
    createPrivilegeOption(STREAMING_PRIVILEGES, 'one privilege'),
  );
  addIssueOptions(command, toExamples('streaming', 'publishMixStream')).action(
    (options: IssueStreamOptions<StreamingPrivilege>) =>
      issue([streaming(toStream(options))], options, world),
  );
}

/** `stagedoor token issue fcdn`. */
export function addFcdnCommand(parent: Command, world: World): void {
  const command = parent.command('fcdn').description('a token of the FCDN service');
  addChannelOptions(command).addOption(createPrivilegeOption(FCDN_PRIVILEGES, 'one privilege'));
  addIssueOptions(command, toExamples('fcdn', 'publish')).action(
    (options: IssueStreamOptions<FcdnPrivilege>) =>
      issue([fcdn(toStream(options))], options, world),
  );
}
