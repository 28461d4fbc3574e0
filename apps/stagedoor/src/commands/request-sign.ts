import {
  type HeaderPairs,
  type SchemeName,
  signRequest,
  type CustomerCredential,
} from '@stagedoor/rest-auth';
import { Option, type Command } from 'commander';
import { RequestRefusedError, UsageError } from '../errors.js';
import { parseNumberOption } from '../parse-number-option.js';
import { readGivenBytes } from '../read-text-file.js';
import { readToken } from '../read-token.js';
import type { World } from '../world.js';
import {
  addCustomerOptions,
  checkStandardInput,
  collectValues,
  findCustomerId,
  readSecrets,
  type CustomerOptions,
} from './request/customer-options.js';
import type { OutgoingRequest } from './request/outgoing-request.js';
import { checkEncryption, parseRequestUrl } from './request/parse-request-url.js';
import { sendRequest, type ReceivedAnswer } from './request/send-request.js';
import { writeCurl } from './request/write-curl.js';

const EXAMPLES = `
Examples:
  $ stagedoor request sign --scheme hmac --customer-id $ID --secret-file secret.txt \\
      GET https://api.agora.io/v1/projects/$APP_ID/fls/domains
  $ stagedoor request sign --scheme basic POST https://api.agora.io/dev/v1/project --data '{"name":"a"}' --send
  $ stagedoor request sign --scheme agora-token --token - GET https://… < token.txt
  $ stagedoor request sign --scheme message-signature PATCH http://127.0.0.1:8080/x --data-file body.json --output curl

By default the headers are printed: send them once, soon, with this very method, URL and body, and with Host as the URL
has it. With --send the request is sent, and its answer is printed; redirects are not followed. Exit code 1 means that
the server answered 400 or more.
`;

const MAX_BODY_BYTES = 16_777_216;

interface SignOptions extends CustomerOptions {
  readonly scheme: SchemeName;
  readonly token?: string;
  readonly nonce?: string;
  readonly data?: string;
  readonly dataFile?: string;
  readonly now?: number;
  readonly header?: readonly string[];
  readonly output: 'headers' | 'curl';
  readonly send?: true;
  readonly insecureHttp?: true;
  readonly json?: true;
}

async function readCustomer(options: SignOptions, world: World): Promise<CustomerCredential> {
  const customerId = findCustomerId(options, world);
  const [customerSecret, ...others] = await readSecrets(options, world);
  if (customerId === undefined || customerId === '') {
    throw new UsageError('give the customer ID by --customer-id or STAGEDOOR_CUSTOMER_ID');
  }
  if (customerSecret === undefined || others.length > 0) {
    throw new UsageError('give one customer secret by --secret-file or STAGEDOOR_CUSTOMER_SECRET');
  }
  return { customerId, customerSecret };
}

/** What is signed, whatever the scheme. */
type Unsigned = Parameters<typeof signRequest>[0];

type Signer = (unsigned: Unsigned, options: SignOptions, world: World) => Promise<HeaderPairs>;

/** Signs with ID and secret. */
const withCustomer =
  (scheme: 'basic' | 'hmac' | 'message-signature'): Signer =>
  async (unsigned, options, world) => {
    if (options.token !== undefined) throw new UsageError('--token is for agora-token');
    return signRequest(unsigned, {
      scheme,
      credential: await readCustomer(options, world),
      now: options.now ?? world.now(),
      nonce: options.nonce ?? world.randomHex32(),
    });
  };

const withToken: Signer = async (unsigned, { token, now }, world) => {
  if (token === undefined) throw new UsageError('give the token by --token, - for standard input');
  return signRequest(unsigned, {
    scheme: 'agora-token',
    credential: { token: await readToken(token, world) },
    now: now ?? world.now(),
  });
};

/** What each scheme is signed with. */
const SIGNERS: Readonly<Record<SchemeName, Signer>> = {
  basic: withCustomer('basic'),
  hmac: withCustomer('hmac'),
  'agora-token': withToken,
  'message-signature': withCustomer('message-signature'),
};

const UTF8 = new TextEncoder();

/** Each character of the result is one octet, as headers are sent. */
const toOctetText = (text: string): string =>
  Array.from(UTF8.encode(text), (octet) => String.fromCharCode(octet)).join('');

/** RFC 9110, sections 5.1 and 5.5: a token, a colon, and a value without controls. */
const HEADER = /^(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+):(?<value>\P{Cc}*)$/u;
/** What this command writes itself. */
const OWN_HEADERS = ['host', 'content-length', 'transfer-encoding', 'connection'];

function parseHeader(line: string): readonly [name: string, value: string] {
  const { name = '', value = '' } = HEADER.exec(line)?.groups ?? {};
  if (name === '') throw new UsageError("a header is written like 'Name: value'");
  if (OWN_HEADERS.includes(name.toLowerCase())) {
    throw new UsageError(`${name} follows from the URL and the body, and cannot be given`);
  }
  return [name, toOctetText(value.trim())];
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** The headers that are given, with the type of a body that is JSON. */
function listGivenHeaders({ header = [] }: SignOptions, body: Uint8Array | undefined): HeaderPairs {
  const given = header.map(parseHeader);
  const hasType = given.some(([name]) => name.toLowerCase() === 'content-type');
  const isTyped = body === undefined || hasType || !isJson(new TextDecoder().decode(body));
  return isTyped ? given : [['Content-Type', 'application/json'], ...given];
}

/** Throws `usage` where a header that is given is one that the scheme writes. */
function joinHeaders(signed: HeaderPairs, given: HeaderPairs): HeaderPairs {
  const names = new Set(signed.map(([name]) => name.toLowerCase()));
  const twice = given.find(([name]) => names.has(name.toLowerCase()));
  if (twice !== undefined) throw new UsageError(`the scheme itself writes ${twice[0]}`);
  return [...signed, ...given];
}

async function readBody(
  { data, dataFile }: SignOptions,
  world: World,
): Promise<Uint8Array | undefined> {
  if (data !== undefined && dataFile !== undefined) {
    throw new UsageError('give the body by --data or by --data-file, not both');
  }
  if (dataFile === '-') throw new UsageError('--data-file takes a file, because bodies are octets');
  if (dataFile !== undefined) return readGivenBytes(dataFile, world, MAX_BODY_BYTES);
  return data === undefined ? undefined : UTF8.encode(data);
}

const METHOD = /^[A-Z]+(?:-[A-Z]+)*$/;

async function sign(
  [givenMethod, givenUrl]: readonly [method: string, url: string],
  options: SignOptions,
  world: World,
): Promise<OutgoingRequest> {
  const method = givenMethod.toUpperCase();
  if (!METHOD.test(method)) throw new UsageError('the method must be a word, such as GET');
  const url = parseRequestUrl(givenUrl);
  checkEncryption(url, options.insecureHttp === true);
  checkStandardInput([...(options.secretFile ?? []), options.token]);
  const body = await readBody(options, world);
  const given = listGivenHeaders(options, body);
  const { authority, target } = url;
  const signed = await SIGNERS[options.scheme]({ method, authority, target, body }, options, world);
  const headers = joinHeaders(signed, given);
  return { method, url, headers, body, bodyFile: options.dataFile };
}

const writeHeaders = (headers: ReceivedAnswer['headers']): string =>
  headers.map(([name, value]) => `${name}: ${value}\n`).join('');

/** An answer as it stands on the wire, but for the ends of its lines. */
function writeAnswer({ status, statusText, headers, body }: ReceivedAnswer): string {
  const end = body === '' || body.endsWith('\n') ? '' : '\n';
  return `HTTP/1.1 ${status} ${statusText}\n${writeHeaders(headers)}\n${body}${end}`;
}

function writeRequest(request: OutgoingRequest, { output, json }: SignOptions): string {
  const { method, url, headers } = request;
  if (output === 'curl') return `${writeCurl(request)}\n`;
  if (json !== true) return writeHeaders(headers);
  const address = `${url.protocol}//${url.authority}${url.target}`;
  return `${JSON.stringify({ method, url: address, host: url.authority, headers })}\n`;
}

const FIRST_REFUSAL = 400;

async function run(
  words: readonly [method: string, url: string],
  options: SignOptions,
  world: World,
): Promise<void> {
  const { send, json, output } = options;
  if (output === 'curl' && (send === true || json === true)) {
    throw new UsageError('--output curl is for people: leave out --send and --json');
  }
  const request = await sign(words, options, world);
  if (send !== true) {
    world.writeOut(writeRequest(request, options));
    return;
  }
  const answer = await sendRequest(request, world);
  world.writeOut(json === true ? `${JSON.stringify(answer)}\n` : writeAnswer(answer));
  if (answer.status >= FIRST_REFUSAL) throw new RequestRefusedError(answer.status);
}

/** `stagedoor request sign`. */
export function addRequestSignCommand(parent: Command, world: World): void {
  const command = parent
    .command('sign')
    .description('sign a REST request: print its headers or a command of curl, or send it')
    .argument('<method>', 'GET, POST, PUT, PATCH, DELETE')
    .argument('<url>', 'the whole URL, percent-encoded')
    .addOption(
      new Option('--scheme <name>', 'how to sign it')
        .choices(Object.keys(SIGNERS))
        .makeOptionMandatory(),
    );
  addCustomerOptions(command)
    .option('--token <token>', 'the token for agora-token, - for standard input')
    .option('--nonce <text>', 'nonce for message-signature (default: a random one)')
    .option('--data <text>', 'the body')
    .option('--data-file <file>', 'file that holds the body, sent octet by octet')
    .option('--header <line>', "another header, 'Name: value'", collectValues)
    .option('--now <time>', 'time of the signature, Unix seconds (default: now)', parseNumberOption)
    .addOption(
      new Option('--output <form>', 'what is printed')
        .choices(['headers', 'curl'])
        .default('headers'),
    )
    .option('--send', 'send the request, and print the answer')
    .option('--insecure-http', 'let a credential go through the network unencrypted')
    .option('--json', 'print JSON')
    .addHelpText('after', EXAMPLES)
    .action((method: string, url: string, options: SignOptions) =>
      run([method, url], options, world),
    );
}
