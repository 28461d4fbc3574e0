import type { Command } from 'commander';
import { UsageError } from '../../errors.js';
import { parseNumberOption } from '../../parse-number-option.js';

/** A channel and one user in it, as commander hands them over. */
export interface ChannelOptions {
  readonly channel: string;
  readonly uid?: number;
  readonly account?: string;
}

/** Adds the options of a service that is joined by channel. */
export function addChannelOptions(command: Command): Command {
  return command
    .requiredOption('--channel <name>', 'channel that the token opens')
    .option(
      '--uid <number>',
      'user who may join with it, 1 to 4294967295; 0 lets any user join',
      parseNumberOption,
    )
    .option('--account <text>', 'user who may join with it, where the channel joins by account');
}

/** The channel and its user. Throws `usage`. */
export function toChannelUser({
  channel,
  uid,
  account,
}: ChannelOptions): { channel: string } & ({ uid: number } | { account: string }) {
  if (uid !== undefined && account === undefined) return { channel, uid };
  if (account !== undefined && uid === undefined) return { channel, account };
  throw new UsageError('give either --uid or --account');
}
