import { inspectToken, type UnverifiedToken } from '@stagedoor/token';
import { inspectToken006, type UnverifiedToken006 } from '@stagedoor/token/006';
import type { Command } from 'commander';
import { describeUnverified } from '../describe-token.js';
import { createPaint } from '../paint.js';
import { readToken } from '../read-token.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor token inspect 007eJx…
  $ stagedoor token inspect 'Authorization: Bearer 007eJx…'
  $ curl -s -X POST localhost:8080/fetch_rtc_token -d '{"uid":1,"ChannelName":"test","role":1}' | stagedoor token inspect -

Anyone can write a text that says anything: use verify to learn whether it is true.
`;

/** Reads a token of the format that it begins with. */
const inspectAny = (token: string): UnverifiedToken | UnverifiedToken006 =>
  token.startsWith('006') ? inspectToken006(token) : inspectToken(token);

async function inspect(
  argument: string,
  options: { readonly json?: true },
  world: World,
): Promise<void> {
  const claims = inspectAny(await readToken(argument, world));
  const text =
    options.json === true
      ? JSON.stringify(claims)
      : describeUnverified(claims, world.now(), createPaint(world)).join('\n');
  world.writeOut(`${text}\n`);
}

/** `stagedoor token inspect`. */
export function addInspectCommand(parent: Command, world: World): void {
  parent
    .command('inspect')
    .description('print what a token says, without proving it')
    .argument('<token>', 'the token or a header that holds it, or - to read it from standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((argument: string, options: { readonly json?: true }) =>
      inspect(argument, options, world),
    );
}
