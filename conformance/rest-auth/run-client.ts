import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import type { ClientRow, Command, Workplace } from './client-table.js';
import { makeTestCertificate } from './test-certificate.js';
import type { Arrival, TlsServer } from './tls-server.js';

const runFile = promisify(execFile);

/** What a client is asked to send. */
export interface ClientRequest {
  readonly method: string;
  readonly target: string;
  readonly body?: string;
  readonly customerId: string;
  readonly customerSecret: string;
  /** Default `hmac`. */
  readonly scheme?: 'hmac' | 'basic';
  /** The part of which one octet is altered after it was signed. */
  readonly alter?: 'body' | 'path' | 'header' | 'signature';
  /** How the body is sent. Default: with its length. */
  readonly framing?: 'chunked' | 'expect';
  /** A mistake that the client is to make. */
  readonly quirk?: string;
  /** More of its environment, such as a time zone. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What a client printed. */
export interface ClientAnswer {
  readonly status: number;
  readonly body: string;
}

/** What tells that a run must not pass where something is missing. */
const isStrict = env['CI'] === 'true';

const isInPath = (program: string): boolean =>
  (env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

const succeeds = ([program, ...args]: Command): boolean => {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** What a test needs of the machine. */
type Needs = Pick<ClientRow, 'needs' | 'probe'>;

/** What is needed and lacks on this machine, in words; empty where everything is there. */
function missingFor({ needs, probe }: Needs): string {
  // The server needs a certificate, whoever calls it.
  const programs = ['openssl', ...needs].filter((program) => !isInPath(program));
  if (programs.length > 0) return programs.join(', ');
  return probe === undefined || succeeds(probe)
    ? ''
    : `what makes this succeed: ${probe.join(' ')}`;
}

/** How tests are to be declared that need programs. */
export interface TestPlan {
  /** For the name of the tests: what is missing. Empty where nothing is. */
  readonly note: string;
  /** Whether they are left out. Under `CI=true` they are not: there they fail. */
  readonly isLeftOut: boolean;
}

/** Looks for what the tests need. */
export function planFor(needs: Needs): TestPlan {
  const missing = missingFor(needs);
  if (missing === '') return { note: '', isLeftOut: false };
  const note = ` (missing: ${missing}; run conformance/rest-auth/install-toolchains.sh)`;
  return { note, isLeftOut: !isStrict };
}

/** Throws where something is missing, for tests that are not left out. */
export function requireTools({ note }: TestPlan): void {
  if (note !== '') throw new Error(`a client cannot be run here${note}`);
}

/** A folder for what is compiled, with a certificate for the server. */
export function makeWorkplace(): Workplace {
  const folder = mkdtempSync(join(tmpdir(), 'stagedoor-clients-'));
  try {
    return { folder, certificate: makeTestCertificate(folder) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Removes the folder. */
export function removeWorkplace({ folder }: Workplace): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Compiles a client, once. */
export function compileClient(row: ClientRow, workplace: Workplace): void {
  const { folder } = workplace;
  row.trust?.(workplace);
  for (const [program, ...args] of row.compile?.(folder) ?? []) {
    execFileSync(program, args, {
      env: { ...env, ...row.environment?.(folder) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}

const describeRequest = (request: ClientRequest): Readonly<Record<string, string>> => ({
  METHOD: request.method,
  TARGET: request.target,
  BODY: request.body ?? '',
  CUSTOMER_ID: request.customerId,
  CUSTOMER_SECRET: request.customerSecret,
  SCHEME: request.scheme ?? 'hmac',
  ALTER: request.alter ?? '',
  FRAMING: request.framing ?? 'length',
  QUIRK: request.quirk ?? '',
});

/** Only what a program needs to start: no language and no proxy of who runs the tests. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: env['PATH'] ?? '',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  ...(env['JAVA_HOME'] === undefined ? {} : { JAVA_HOME: env['JAVA_HOME'] }),
};

const withHostname = (baseUrl: string, hostname: string): string =>
  `https://${hostname}:${new URL(baseUrl).port}`;

/** Starts a client, which sends one request. Throws if it ends without an answer. */
export async function runClient(
  row: ClientRow,
  request: ClientRequest,
  { folder, certificate }: Workplace,
  { baseUrl }: Pick<TlsServer, 'baseUrl'>,
): Promise<ClientAnswer> {
  const [program, ...args] = row.command(folder);
  const { stdout } = await runFile(program, args, {
    timeout: 30_000,
    env: {
      ...ENVIRONMENT,
      ...row.environment?.(folder),
      BASE_URL: row.hostname === undefined ? baseUrl : withHostname(baseUrl, row.hostname),
      CA_FILE: certificate.authorityPath,
      ...describeRequest(request),
      ...request.environment,
    },
  });
  const [status = '', ...lines] = stdout.trim().split('\n');
  return { status: Number(status), body: lines.join('\n').trim() };
}

/** What a client printed, and what of its request arrived. */
export interface Exchange extends ClientAnswer {
  readonly arrival: Arrival;
}

/** Starts a client and finds its request at the server. Throws unless exactly one arrived. */
export async function exchange(
  row: ClientRow,
  request: ClientRequest,
  workplace: Workplace,
  server: TlsServer,
): Promise<Exchange> {
  const countBefore = server.arrivals.length;
  const answer = await runClient(row, request, workplace, server);
  const [arrival, ...more] = server.arrivals.slice(countBefore);
  if (arrival !== undefined && more.length === 0) return { ...answer, arrival };
  throw new Error(`${row.name}: ${server.arrivals.length - countBefore} requests arrived, not one`);
}
