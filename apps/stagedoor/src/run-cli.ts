import { TokenError, TokenRejectedError } from '@stagedoor/token';
import { Command, CommanderError } from 'commander';
import { addDevCommand } from './commands/dev.js';
import { addTokenCommand } from './commands/token.js';
import { addTokenServerCommand } from './commands/token-server.js';
import { CommandError } from './errors.js';
import type { World } from './world.js';

/** What the process ends with: 0 done, 1 the token was rejected, 2 the command could not be carried out. */
export type ExitCode = 0 | 1 | 2;

/** The version in this program's package.json; a test holds the two together. */
const VERSION = '0.1.0';

const EXAMPLES = `
Examples:
  $ stagedoor dev                                   a token server with a demo project, on loopback
  $ stagedoor token issue rtc --help                issue a token
  $ stagedoor token inspect 007eJx…                 see what a token says
  $ stagedoor token verify --help                   check whether a token would be accepted

Exit codes: 0 done, 1 the token was rejected, 2 the command could not be carried out.
`;

/** Prints a mistake in the arguments as commander words it, or as JSON like every other error. */
function printMistake(text: string, write: (text: string) => void, asJson: boolean): void {
  // A certificate after a mistyped option must not end in a log.
  const safe = text.replaceAll(/[0-9a-f]{32}/gi, '…');
  const message = safe.replace(/^error: /, '').trim();
  write(asJson ? `${JSON.stringify({ error: { code: 'usage', message } })}\n` : safe);
}

function buildProgram(world: World, asJson: boolean): Command {
  const program = new Command('stagedoor')
    .description('Issue, serve, inspect and verify Agora-compatible tokens')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.writeOut(text),
      writeErr: (text) => world.writeError(text),
      outputError: (text, write) => printMistake(text, write, asJson),
    })
    .showHelpAfterError(asJson ? false : '(add --help for what it takes)')
    .addHelpText('after', EXAMPLES);
  addDevCommand(program, world);
  addTokenServerCommand(program, world);
  addTokenCommand(program, world);
  return program;
}

function reportError(error: TokenError | CommandError, world: World, asJson: boolean): void {
  const { code, message } = error;
  world.writeError(
    asJson
      ? `${JSON.stringify({ error: { code, message } })}\n`
      : `${error instanceof TokenRejectedError ? 'rejected' : 'error'} (${code}): ${message}\n`,
  );
}

/**
 * Runs one command line, `argv` without the program's name. Results go to standard output, errors to standard error,
 * both as JSON where `--json` is among the arguments. Rethrows what is no expected failure.
 */
export async function runCli(argv: readonly string[], world: World): Promise<ExitCode> {
  const asJson = argv.includes('--json');
  try {
    await buildProgram(world, asJson).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has already printed the help or the mistake.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof TokenError || error instanceof CommandError)) throw error;
    reportError(error, world, asJson);
    return error instanceof TokenRejectedError ? 1 : 2;
  }
}
