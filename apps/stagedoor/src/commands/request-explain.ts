import { AuthError, type AuthErrorCode, type Profile } from '@stagedoor/rest-auth';
import {
  explainRequest,
  parsePastedRequest,
  type CompletedRequest,
  type PastedRequest,
  type RequestFacts,
  type RequestReport,
  withPastedBody,
} from '@stagedoor/rest-auth/explain';
import { Option, type Command } from 'commander';
import { UsageError } from '../errors.js';
import { createPaint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import { readGivenBytes, readGivenFile } from '../read-text-file.js';
import type { World } from '../world.js';
import {
  addCustomerOptions,
  checkStandardInput,
  collectValues,
  findCustomerId,
  readSecrets,
  type CustomerOptions,
} from './request/customer-options.js';
import { describeReport } from './request/describe-report.js';

const EXAMPLES = `
Examples:
  $ stagedoor request explain request.txt --customer-id $ID --secret-file secret.txt
  $ pbpaste | stagedoor request explain --secret-file secret.txt --now 1700000000
  $ stagedoor request explain api.har --entry 3 --certificate-file cert.txt
  $ stagedoor request explain curl.sh --body-file body.json --profile agora --json

It takes a command of curl, a request as it stands on the wire (also as curl -v prints it), or a HAR. A captured request
is old: give the time of its capture by --now. The first secret is the primary one, the second the secondary; any more
are tried too. What clients sign by mistake is tried with each of them. Exit code 1 means that the request would be
refused.
`;

/** Far more than a request; a HAR of a whole page can be that long. */
const MAX_REQUEST_BYTES = 33_554_432;
const MAX_BODY_BYTES = 16_777_216;

interface ExplainOptions extends CustomerOptions {
  readonly appId?: string;
  readonly certificateFile?: readonly string[];
  readonly now?: number;
  readonly profile: Profile['name'];
  readonly bodyFile?: string;
  readonly entry: number;
  readonly signingStringFile?: string;
  readonly json?: true;
}

type RejectedReport = Extract<RequestReport, { readonly verdict: 'rejected' }>;

/** The request is refused, and why was printed: there is only the exit code left to set. */
class ExplainedRequestError extends AuthError {
  readonly code: AuthErrorCode;

  constructor({ code, findings }: RejectedReport) {
    const kinds = findings.filter(({ severity }) => severity === 'fatal').map(({ kind }) => kind);
    super('request', `see the report: ${kinds.join(', ')}`);
    this.code = code;
  }
}

async function readInput(path: string, world: World, maxBytes: number): Promise<string> {
  if (path === '-') return world.readStdin();
  return new TextDecoder().decode(await readGivenBytes(path, world, maxBytes));
}

async function readCertificates(
  { certificateFile = [] }: ExplainOptions,
  world: World,
): Promise<readonly string[]> {
  const fromEnvironment = world.env['STAGEDOOR_CERTIFICATE'];
  if (certificateFile.length === 0) return fromEnvironment === undefined ? [] : [fromEnvironment];
  const texts = certificateFile.map((path) =>
    path === '-' ? world.readStdin() : readGivenFile(path, world),
  );
  return (await Promise.all(texts)).map((text) => text.trim());
}

/** All that is known, but for what the pasted text tells. */
async function readFacts(options: ExplainOptions, world: World): Promise<RequestFacts> {
  const { appId, now, profile, signingStringFile: path } = options;
  return {
    customerId: findCustomerId(options, world),
    customerSecrets: await readSecrets(options, world),
    appId: appId ?? world.env['STAGEDOOR_APP_ID'],
    certificates: await readCertificates(options, world),
    now: now ?? world.now(),
    profile,
    clientSigningString:
      path === undefined ? undefined : await readInput(path, world, MAX_BODY_BYTES),
  };
}

async function complete(
  pasted: PastedRequest,
  { bodyFile }: ExplainOptions,
  world: World,
): Promise<CompletedRequest> {
  if (bodyFile === undefined) return pasted;
  return withPastedBody(pasted, await readGivenBytes(bodyFile, world, MAX_BODY_BYTES));
}

/** What to do about a body that the pasted text only names. */
const adviseBody = ({ bodyFile }: PastedRequest, { findings }: RequestReport): readonly string[] =>
  bodyFile !== undefined && findings.some(({ kind }) => kind === 'body_unknown')
    ? ['', `The body is in a file: add --body-file ${bodyFile.path}`]
    : [];

async function explain(path: string, options: ExplainOptions, world: World): Promise<void> {
  const { secretFile = [], certificateFile = [], signingStringFile, bodyFile } = options;
  if (bodyFile === '-') throw new UsageError('--body-file takes a file, because bodies are octets');
  checkStandardInput([path, ...secretFile, ...certificateFile, signingStringFile]);
  if (options.entry < 1) throw new UsageError('--entry counts from 1');
  const facts = await readFacts(options, world);
  const text = await readInput(path, world, MAX_REQUEST_BYTES);
  const pasted = parsePastedRequest(text, { entry: options.entry - 1 });
  const { request, known } = await complete(pasted, options, world);
  const report = await explainRequest(request, { ...facts, ...known });
  const lines = [
    ...describeReport(report, facts.now ?? world.now(), createPaint(world)),
    ...adviseBody(pasted, report),
  ];
  world.writeOut(options.json === true ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`);
  if (report.verdict === 'rejected') throw new ExplainedRequestError(report);
}

/** `stagedoor request explain`. */
export function addRequestExplainCommand(parent: Command, world: World): void {
  const command = parent
    .command('explain')
    .description('find out why a REST request is refused, and what to do about it')
    .argument('[file]', 'file that holds the request, - for standard input', '-');
  addCustomerOptions(command)
    .option('--app-id <hex>', 'App ID that a token should be of (or STAGEDOOR_APP_ID)')
    .option(
      '--certificate-file <file>',
      'file that holds the App Certificate, for tokens (or STAGEDOOR_CERTIFICATE)',
      collectValues,
    )
    .option('--now <time>', 'time to judge by, Unix seconds (default: now)', parseNumberOption)
    .addOption(
      new Option('--profile <name>', 'how lenient the server is')
        .choices(['strict', 'agora'])
        .default('strict'),
    )
    .option('--body-file <file>', 'file that holds the body, where the request only names it')
    .option('--entry <number>', 'which entry of a HAR, from 1 on', parseNumberOption, 1)
    .option(
      '--signing-string-file <file>',
      'file that holds what the client signed, octet by octet',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((path: string, options: ExplainOptions) => explain(path, options, world));
}
