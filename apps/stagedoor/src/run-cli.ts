import { PlatformError } from '@stagedoor/platform/errors';
import { AuthError, RestAuthError } from '@stagedoor/rest-auth';
import { TokenError, TokenRejectedError } from '@stagedoor/token';
import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { type AddCommand, loadCommands } from './command-table.js';
import {
  AuditTrailBrokenError,
  CommandError,
  RequestRefusedError,
  StreamUrlRefusedError,
  UserRefusedError,
} from './errors.js';
import { createErrorPaint } from './paint.js';
import { VERSION } from './version.js';
import type { World } from './world.js';

/** What the process ends with: 0 done, 1 the token or request was rejected, 2 the command could not be carried out. */
export type ExitCode = 0 | 1 | 2;

const EXAMPLES = `
Examples:
  $ stagedoor dev                                   the platform with a demo project, on loopback
  $ stagedoor token issue rtc --help                issue a token
  $ stagedoor token inspect 007eJx…                 see what a token says
  $ stagedoor token verify --help                   check whether a token would be accepted
  $ stagedoor token doctor 007eJx…                  find out why a token does not work
  $ stagedoor request explain request.txt           find out why a REST request is refused
  $ stagedoor request sign --help                   sign a REST request, and send it
  $ stagedoor init acme && stagedoor serve          a platform of your own
  $ stagedoor credential create backend             a customer ID and secret for its REST API

Exit codes: 0 done, 1 the token or request was rejected, 2 the command could not be carried out.
`;

/** The width of help where no terminal says another. */
const HELP_COLUMNS = 80;

/** An error as a program reads it. */
const toJsonLine = (code: string, message: string): string =>
  `${JSON.stringify({ error: { code, message } })}\n`;

/** Prints a mistake in the arguments as commander words it, or as JSON like every other error. */
function printMistake(text: string, world: World, asJson: boolean): void {
  // A certificate or an API key after a mistyped option must not end in a log.
  const safe = text.replaceAll(/[0-9a-f]{32}|sd_\w{12,}/gi, '…');
  const message = safe.replace(/^error: /, '').trim();
  world.writeError(asJson ? toJsonLine('usage', message) : safe);
}

/** Where commander's words go: help to standard output, and to standard error where it stands for a mistake. */
function outputTo(world: World, asJson: boolean): OutputConfiguration {
  const helpColumns = (): number => world.terminalColumns || HELP_COLUMNS;
  return {
    writeOut: (text) => world.writeOut(text),
    // A program gets one line of JSON, and no help below it.
    writeErr: (text) => (asJson ? undefined : world.writeError(text)),
    outputError: (text) => printMistake(text, world, asJson),
    getOutHelpWidth: helpColumns,
    getErrHelpWidth: helpColumns,
  };
}

function buildProgram(commands: readonly AddCommand[], world: World, asJson: boolean): Command {
  const program = new Command('stagedoor')
    .description(
      'Issue, serve and verify Agora-compatible tokens, and run the platform that they open',
    )
    .version(VERSION)
    // So that a command can have an option of the same name.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput(outputTo(world, asJson))
    .showHelpAfterError(asJson ? false : '(add --help for what it takes)')
    .addHelpText('after', EXAMPLES);
  for (const addCommand of commands) addCommand(program, world);
  return program;
}

/** A failure that commands may end with. */
type ExpectedError = TokenError | RestAuthError | PlatformError | CommandError;

const isExpected = (error: unknown): error is ExpectedError =>
  error instanceof TokenError ||
  error instanceof RestAuthError ||
  error instanceof PlatformError ||
  error instanceof CommandError;

/** Whether it was found out what was asked, and the answer is no. */
const isRejection = (error: ExpectedError): boolean =>
  error instanceof TokenRejectedError ||
  error instanceof AuthError ||
  error instanceof RequestRefusedError ||
  error instanceof StreamUrlRefusedError ||
  error instanceof AuditTrailBrokenError ||
  error instanceof UserRefusedError;

function reportError(error: ExpectedError, world: World, asJson: boolean): void {
  const { code, message } = error;
  const kind = isRejection(error) ? 'rejected' : 'error';
  const head = createErrorPaint(world)('bad', `${kind} (${code}):`);
  world.writeError(asJson ? toJsonLine(code, message) : `${head} ${message}\n`);
}

/** Commander has already printed the help or the mistake, but for programs no help that stands for a mistake. */
function endOfCommander(
  { code, exitCode }: CommanderError,
  world: World,
  asJson: boolean,
): ExitCode {
  if (exitCode === 0) return 0;
  if (asJson && code === 'commander.help') {
    world.writeError(toJsonLine('usage', 'there is no such command; stagedoor --help lists all'));
  }
  return 2;
}

/**
 * Runs one command line, `argv` without the program's name. Results go to standard output, errors to standard error,
 * both as JSON where `--json` is among the arguments. Rethrows what is no expected failure.
 */
export async function runCli(argv: readonly string[], world: World): Promise<ExitCode> {
  const asJson = argv.includes('--json');
  try {
    const commands = await loadCommands(argv[0]);
    await buildProgram(commands, world, asJson).parseAsync(argv, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return endOfCommander(error, world, asJson);
    if (!isExpected(error)) throw error;
    reportError(error, world, asJson);
    return isRejection(error) ? 1 : 2;
  }
}
