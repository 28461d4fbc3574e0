import { inspectToken } from '@stagedoor/token';
import type { Command } from 'commander';
import { describeToken } from '../describe-token.js';
import { readToken } from '../read-token.js';
import type { World } from '../world.js';

const EXAMPLES = `
Examples:
  $ stagedoor token inspect 007eJx…
  $ curl -s -X POST localhost:8080/fetch_rtc_token -d '{"uid":1,"ChannelName":"test","role":1}' | stagedoor token inspect -

Anyone can write a text that says anything: use verify to learn whether it is true.
`;

/** `stagedoor token inspect`. */
export function addInspectCommand(parent: Command, world: World): void {
  parent
    .command('inspect')
    .description('print what a token says, without proving it')
    .argument('<token>', 'the token, or - to read it from standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (argument: string, options: { readonly json?: true }) => {
      const claims = inspectToken(await readToken(argument, world));
      const lines = [
        'UNVERIFIED: the signature was not checked',
        ...describeToken(claims, world.now()),
      ];
      world.writeOut(
        options.json === true ? `${JSON.stringify(claims)}\n` : `${lines.join('\n')}\n`,
      );
    });
}
