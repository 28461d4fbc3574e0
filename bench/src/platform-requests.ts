import { issueToken, rtc } from '@stagedoor/token';
import { signRequest } from '@stagedoor/rest-auth';
import { type BenchCustomer, type BenchWorld, PROJECTS_EACH } from './platform-world.js';

const TOKEN_LIFE_SECONDS = 86_400;
const MILLIS_PER_SECOND = 1000;

/** Who sends a request, and what for. */
interface BenchCall {
  readonly world: BenchWorld;
  /** The number of the organization. */
  readonly organization: number;
  /** No other call has it. */
  readonly serial: number;
  /** `127.0.0.1:port`. */
  readonly authority: string;
}

/** What one operation is called by. */
export interface BenchOperation {
  readonly name: string;
  /** As many as take about a second. */
  readonly requestsPerRound: number;
  readonly makeRequest: (call: BenchCall) => Promise<Uint8Array>;
}

interface Message {
  readonly method: 'GET' | 'POST';
  readonly target: string;
  readonly scheme: 'basic' | 'hmac';
  readonly body?: object;
}

const nowSeconds = (): number => Math.floor(Date.now() / MILLIS_PER_SECOND);

/** The octets of a request, as a customer's HTTP library sends them. */
async function writeRequest(
  { method, target, scheme, body: value }: Message,
  { authority }: BenchCall,
  customer: BenchCustomer,
): Promise<Uint8Array> {
  const body = Buffer.from(value === undefined ? '' : JSON.stringify(value));
  const unsigned = { method, authority, target, body };
  const signed = await signRequest(unsigned, { scheme, credential: customer, now: nowSeconds() });
  const fields = [
    ['Host', authority],
    ['User-Agent', 'bench/1.0'],
    ['Accept', 'application/json'],
    ...(value === undefined ? [] : [['Content-Type', 'application/json']]),
    ...(method === 'GET' ? [] : [['Content-Length', String(body.length)]]),
    ...signed,
  ];
  const head = fields.map(([name, text]) => `${name}: ${text}\r\n`).join('');
  return Buffer.concat([Buffer.from(`${method} ${target} HTTP/1.1\r\n${head}\r\n`), body]);
}

/** Somebody with a token who wants in to a channel of one of the organization's projects. */
function admissionOf({ world, organization, serial }: BenchCall): object {
  const { appId, certificate } = world.project(
    organization * PROJECTS_EACH + (serial % PROJECTS_EACH),
  );
  const channel = `stage-${serial % 100}`;
  const uid = 1 + serial;
  const token = issueToken({
    appId,
    certificate,
    services: [rtc({ channel, uid, role: 'publisher' })],
    expiresInSeconds: TOKEN_LIFE_SECONDS,
  });
  return { appId, token, service: 'rtc', channel, uid, address: '192.0.2.44' };
}

const customerOf = ({ world, organization }: BenchCall): BenchCustomer =>
  world.customerOf(organization);

/** The listing, at another path for who answers it there. */
export function listProjectsAt(target: string): BenchOperation {
  return {
    name: 'GET projects, basic',
    requestsPerRound: 8000,
    makeRequest: (call) =>
      writeRequest({ method: 'GET', target, scheme: 'basic' }, call, customerOf(call)),
  };
}

const ADMISSIONS = '/stagedoor/v1/admissions';

/** Lists 5 projects. */
export const listProjects: BenchOperation = listProjectsAt('/dev/v1/projects');

/** Asks whether somebody with a token comes in: reads revocations and bans from the database each time. */
export const admitByBasic: BenchOperation = {
  name: 'POST admission, basic',
  requestsPerRound: 3000,
  makeRequest: (call) =>
    writeRequest(
      { method: 'POST', target: ADMISSIONS, scheme: 'basic', body: admissionOf(call) },
      call,
      customerOf(call),
    ),
};

/** The same question, signed: what HMAC costs beside Basic. */
export const admitByHmac: BenchOperation = {
  name: 'POST admission, hmac',
  requestsPerRound: 3000,
  makeRequest: (call) =>
    writeRequest(
      { method: 'POST', target: ADMISSIONS, scheme: 'hmac', body: admissionOf(call) },
      call,
      customerOf(call),
    ),
};

/** A change: one transaction with its audit event, on the disk before it is answered. */
export const createEntryPoint: BenchOperation = {
  name: 'POST entry point, hmac',
  requestsPerRound: 600,
  makeRequest: (call) => {
    const { world, organization, serial } = call;
    const { appId } = world.project(organization * PROJECTS_EACH + (serial % PROJECTS_EACH));
    const target = `/v1/projects/${appId}/fls/entry_points?id=entry-${serial}`;
    return writeRequest({ method: 'POST', target, scheme: 'hmac' }, call, customerOf(call));
  },
};
