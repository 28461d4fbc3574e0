import type { Command } from 'commander';
import {
  addAdministrationOptions,
  type AdministrationOptions,
} from '../administration/administration-options.js';
import { UserRefusedError } from '../errors.js';
import { createPaint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import { readToken } from '../read-token.js';
import type { World } from '../world.js';
import { describeAdmitted } from './token-revocation/describe-admission.js';
import { parseAdmissionResult } from './token-revocation/parse-platform-result.js';
import { runPlatformCommand } from './token-revocation/run-platform-command.js';

const EXAMPLES = `
Examples:
  $ stagedoor token admit 007eJx… --channel stage-1 --uid 1234
  $ stagedoor token admit - --service rtm --user zoe < token.txt
  $ stagedoor token admit 007eJx… --channel stage-1 --uid 1234 --address 203.0.113.7 --privilege publishAudioStream

It asks the platform what its services ask when a user arrives: is the project enabled, does a live certificate of it prove
the token, is the token revoked, is the user banned. It changes nothing. Exit code 1 means that he would stay out.
stagedoor token verify needs no platform, and stagedoor token doctor says more of a token that does not verify.
`;

interface AdmitOptions extends AdministrationOptions {
  readonly appId?: string;
  readonly service: string;
  readonly user?: string;
  readonly uid?: number;
  readonly channel?: string;
  readonly address?: string;
  readonly privilege?: readonly string[];
  readonly allowWildcardChannel?: true;
  readonly allowWildcardUid?: true;
  readonly allow006?: true;
}

/** Who arrives, as the platform takes it. */
async function readArrival(argument: string, options: AdmitOptions, world: World): Promise<object> {
  const { service, user, uid, channel, address, privilege } = options;
  const { appId = world.env['STAGEDOOR_APP_ID']?.trim() } = options;
  const { allowWildcardChannel, allowWildcardUid, allow006 } = options;
  const given = {
    appId,
    service,
    account: user,
    uid,
    channel,
    address,
    privileges: privilege,
    allowWildcardChannel,
    allowWildcardUid,
    allow006,
  };
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { token: await readToken(argument, world), ...Object.fromEntries(known) };
}

async function admit(argument: string, options: AdmitOptions, world: World): Promise<void> {
  const input = await readArrival(argument, options, world);
  const result = await runPlatformCommand({ id: 'admission.check', input }, options, world);
  const admission = parseAdmissionResult(result);
  if (!admission.admitted) throw new UserRefusedError(admission.code, admission.message);
  const text =
    options.json === true
      ? JSON.stringify(result)
      : describeAdmitted(admission, world.now(), createPaint(world)).join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor token admit`. */
export function addAdmitCommand(parent: Command, world: World): void {
  addAdministrationOptions(
    parent
      .command('admit')
      .description('check whether a user would come in with a token, as things are stored')
      .argument(
        '<token>',
        'the token or a header that holds it, or - to read it from standard input',
      )
      .option('--app-id <hex>', 'App ID of the project (default: the one that the token names)')
      .option('--service <name>', 'service that he comes to', 'rtc')
      .option('--user <text>', 'who he is: an account or a user ID')
      .option('--uid <number>', 'the same, by his uid', parseNumberOption)
      .option('--channel <name>', 'channel or room that he joins')
      .option('--address <ip>', 'IP address that he comes from; without it no ban of one is seen')
      .option('--privilege <name...>', 'what he must be allowed beside coming in')
      .option('--allow-wildcard-channel', 'accept a token for any channel')
      .option('--allow-wildcard-uid', 'accept a token for any user')
      .option('--allow-006', 'accept a token of format 006'),
  )
    .addHelpText('after', EXAMPLES)
    .action((argument: string, options: AdmitOptions) => admit(argument, options, world));
}
