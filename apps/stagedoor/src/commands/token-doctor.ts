import { TokenRejectedError, type ServiceName } from '@stagedoor/token';
import { explainToken, type KnownFacts, type TokenReport } from '@stagedoor/token/explain';
import { Option, type Command } from 'commander';
import { describeUnverified } from '../describe-token.js';
import { UsageError } from '../errors.js';
import { describeFinding, describeVerdict } from '../describe-finding.js';
import { createPaint, type Paint } from '../paint.js';
import { parseNumberOption } from '../parse-number-option.js';
import { addProjectOptions, type ProjectOptions } from '../project-options.js';
import { readGivenFile } from '../read-text-file.js';
import type { World } from '../world.js';
import { SERVICE_NAMES } from './parse-wanted-service.js';

const EXAMPLES = `
Examples:
  $ stagedoor token doctor 007eJx…
  $ stagedoor token doctor 007eJx… --app-id $APP_ID --certificate-file cert.txt --channel stage-1 --uid 42
  $ stagedoor token doctor - --certificate $PRIMARY --certificate $SECONDARY --rest < token.txt

The first certificate is the primary one, the second the secondary; any more are tried too, to tell whose token it is.
The token is looked at as it is, with quotes, headers and all that stands around it. Like a server, this command allows
for 60 s between two clocks. Exit code 1 means that the token would be rejected.
`;

interface DoctorOptions extends ProjectOptions {
  readonly customerSecretFile?: string;
  readonly service?: ServiceName;
  readonly channel?: string;
  readonly uid?: number;
  readonly account?: string;
  readonly userId?: string;
  readonly privilege?: readonly string[];
  readonly rest?: true;
  readonly now?: number;
  // oxlint-disable-next-line stagedoor/unit-in-name -- because commander names it after the option
  readonly clockTolerance?: number;
  readonly json?: true;
}

type RejectedReport = Extract<TokenReport, { readonly verdict: 'rejected' }>;

/** The token was rejected, and why was printed: there is only the exit code left to set. */
class DiagnosedTokenError extends TokenRejectedError {
  readonly code: RejectedReport['code'];
  constructor({ code, findings }: RejectedReport) {
    const kinds = findings.filter(({ severity }) => severity === 'fatal').map(({ kind }) => kind);
    super(`see the report: ${kinds.join(', ')}`);
    this.code = code;
  }
}

/** The text as it was given: what stands around a token is for the report. Only the end of a piped line is none of it. */
async function readGivenText(argument: string, world: World): Promise<string> {
  return argument === '-' ? (await world.readStdin()).replace(/\r?\n$/, '') : argument;
}

interface NamedText {
  readonly name: string;
  readonly text: string;
}

async function readCertificateFile(path: string, world: World): Promise<NamedText> {
  const content = path === '-' ? await world.readStdin() : await readGivenFile(path, world);
  return { name: path, text: content.trim() };
}

/** All certificates, those of the command line first; one of the environment where there is no other. */
async function readAllCertificates(
  { certificate = [], certificateFile = [] }: ProjectOptions,
  world: World,
): Promise<readonly NamedText[]> {
  const files = certificateFile.map((path) => readCertificateFile(path, world));
  const given = [
    ...certificate.map((text, index) => ({ name: `certificate ${index + 1}`, text })),
    ...(await Promise.all(files)),
  ];
  const fromEnvironment = world.env['STAGEDOOR_CERTIFICATE'];
  return given.length > 0 || fromEnvironment === undefined
    ? given
    : [{ name: 'STAGEDOOR_CERTIFICATE', text: fromEnvironment }];
}

const HEX_32 = /[0-9a-f]{32}/gi;

/** The customer secret: alone in its file, or the last one of the file that the console lets download. */
async function readCustomerSecret(
  path: string | undefined,
  world: World,
): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const content = await readGivenFile(path, world);
  return content.match(HEX_32)?.at(-1) ?? content.trim();
}

async function readKnown(options: DoctorOptions, world: World): Promise<KnownFacts> {
  const certificates = await readAllCertificates(options, world);
  const others = certificates.slice(2).map(({ name, text }) => [name, text] as const);
  return {
    appId: options.appId ?? world.env['STAGEDOOR_APP_ID'],
    certificates: certificates.slice(0, 2).map(({ text }) => text),
    otherCertificates: Object.fromEntries(others),
    customerSecret: await readCustomerSecret(options.customerSecretFile, world),
    service: options.service,
    channel: options.channel,
    uid: options.uid,
    account: options.account,
    userId: options.userId,
    privileges: options.privilege,
    use: options.rest === true ? 'rest' : 'join',
    now: options.now ?? world.now(),
    clockToleranceSeconds: options.clockTolerance,
  };
}

/** What the token says, where it can be read. What was checked stands above, so the table's own head is left out. */
const describeSigner = ({ signedWith }: TokenReport): readonly string[] =>
  signedWith === undefined ? [] : [`signed with the ${signedWith} certificate`];

function describeClaims({ claims }: TokenReport, now: number, paint: Paint): readonly string[] {
  if (claims === undefined) return [];
  const [, ...lines] = describeUnverified({ verified: false, ...claims }, now, paint);
  return ['', paint('heading', 'What the token says'), ...lines];
}

async function diagnose(argument: string, options: DoctorOptions, world: World): Promise<void> {
  const { certificateFile = [], json } = options;
  const inputs = [argument, ...certificateFile].filter((name) => name === '-');
  if (inputs.length > 1) {
    throw new UsageError('standard input can hold the token or the certificate, not both');
  }
  const known = await readKnown(options, world);
  const report = explainToken(await readGivenText(argument, world), known);
  const paint = createPaint(world);
  const lines = [
    describeVerdict(report, paint, describeSigner(report)),
    ...report.findings.flatMap((finding, index) => describeFinding(finding, index, paint)),
    ...describeClaims(report, known.now ?? world.now(), paint),
  ];
  world.writeOut(json === true ? `${JSON.stringify(report)}\n` : `${lines.join('\n')}\n`);
  if (report.verdict === 'rejected') throw new DiagnosedTokenError(report);
}

/** Adds the options that say how the token was used. */
function addUseOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--service <name>', 'service that it was shown to').choices(SERVICE_NAMES),
    )
    .option('--channel <name>', 'channel or room that the client joined')
    .option(
      '--uid <number>',
      'uid that the client joined with; 0 where it left that open',
      parseNumberOption,
    )
    .option('--account <text>', 'user account that the client joined with')
    .option('--user-id <text>', 'user ID that the client logged in with: rtm, chat, apaas')
    .option('--privilege <name...>', 'privilege that the client needs')
    .option('--rest', 'it was shown to the REST API');
}

/** `stagedoor token doctor`. */
export function addDoctorCommand(parent: Command, world: World): void {
  const command = parent
    .command('doctor')
    .description('find out why a token does not work, and what to do about it')
    .argument('<token>', 'the text that was used as a token, or - to read it from standard input');
  addUseOptions(addProjectOptions(command))
    .option('--customer-secret-file <file>', 'file that holds the customer secret')
    .option('--now <time>', 'time to judge by, Unix seconds (default: now)', parseNumberOption)
    .option(
      '--clock-tolerance <seconds>',
      'how far the clocks may differ (default: 60)',
      parseNumberOption,
    )
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((argument: string, options: DoctorOptions) => diagnose(argument, options, world));
}
