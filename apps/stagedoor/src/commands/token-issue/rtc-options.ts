import {
  rtc,
  RTC_PRIVILEGES,
  RTC_ROLES,
  type RtcGrant,
  type RtcPrivilege,
  type RtcRole,
} from '@stagedoor/token';
import { Option, type Command } from 'commander';
import { UsageError } from '../../errors.js';
import { addChannelOptions, toChannelUser, type ChannelOptions } from './channel-options.js';
import { addPrivilegeLifeOption, type PrivilegeLifeOptions } from './issue-options.js';
import { createPrivilegeOption, type PrivilegeLives } from './parse-privilege-option.js';

/** What is given for the RTC service, of the command `rtc` and of those that build upon it. */
export interface RtcOptions extends ChannelOptions, PrivilegeLifeOptions {
  readonly role?: RtcRole;
  readonly privilege?: PrivilegeLives<RtcPrivilege>;
}

/** Adds the options of the RTC service. */
export function addRtcOptions(command: Command): Command {
  addChannelOptions(command)
    .addOption(new Option('--role <role>', 'what the user may do').choices(RTC_ROLES))
    .addOption(createPrivilegeOption(RTC_PRIVILEGES, 'one privilege, instead of a role'));
  return addPrivilegeLifeOption(command);
}

/** The RTC service that the options want. Throws `usage`. */
export function toRtcGrant(options: RtcOptions): RtcGrant {
  const { role, privilege, privilegesExpireIn: privilegesExpireInSeconds } = options;
  const channelUser = toChannelUser(options);
  if (role !== undefined && privilege === undefined)
    return rtc({ ...channelUser, role, privilegesExpireInSeconds });
  if (privilege === undefined || role !== undefined)
    throw new UsageError('give either --role or --privilege');
  if (privilegesExpireInSeconds === undefined)
    return rtc({ ...channelUser, privileges: privilege });
  throw new UsageError(
    '--privileges-expire-in goes with --role; a --privilege names its own life: --privilege joinChannel=900',
  );
}
