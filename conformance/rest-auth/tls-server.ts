import { createHash } from 'node:crypto';
import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  AuthError,
  basic,
  type BodyDigest,
  createMemoryReplayStore,
  type HeaderPairs,
  hmac,
  type PendingRequest,
  type Principal,
  type Profile,
  type ReceivedRequest,
  type RequestHead,
  verifyRequestHead,
  type VerifyRequestOptions,
} from '@stagedoor/rest-auth';
import type { TestCertificate } from './test-certificate.js';

type ProfileName = Profile['name'];

/**
 * A request as it arrived, and what each profile said of it: `accepted`, the code of the refusal, or `pending` where the
 * head was proven and the body not read, since the other profile had refused it.
 */
export interface Arrival extends ReceivedRequest {
  /** Empty where the head was refused, since then nobody read it. */
  readonly body: Buffer;
  readonly outcomes: Readonly<Record<ProfileName, string>>;
}

/** What the server knows and how it answers. */
export interface TlsServerOptions {
  readonly certificate: TestCertificate;
  readonly customerId: string;
  readonly customerSecret: string;
  /** The profile of which the outcome is the answer. Default `strict`. */
  readonly profile?: ProfileName;
  /** Whether it says in the TLS handshake that it speaks HTTP/2 too, which it does not. */
  readonly claimsHttp2?: boolean;
}

/** A server that runs. */
export interface TlsServer {
  /** Such as `https://127.0.0.1:12345`. */
  readonly baseUrl: string;
  readonly port: number;
  /** Every request that was answered, in order. */
  readonly arrivals: readonly Arrival[];
  /** How the server verifies, without a memory of signatures: for copies of what arrived. */
  readonly optionsForCopies: VerifyRequestOptions;
  close(): Promise<void>;
}

/** One profile's view of one request. */
type Verification =
  | { readonly kind: 'pending'; readonly pending: PendingRequest }
  | { readonly kind: 'accepted'; readonly principal: Principal }
  | { readonly kind: 'refused'; readonly error: AuthError };

const refused = (error: unknown): Verification => {
  if (error instanceof AuthError) return { kind: 'refused', error };
  throw error;
};

const verifyHead = (head: RequestHead, options: VerifyRequestOptions): Promise<Verification> =>
  verifyRequestHead(head, options).then((pending) => ({ kind: 'pending', pending }), refused);

const verifyBody = async (
  verification: Verification,
  digest: BodyDigest,
): Promise<Verification> => {
  if (verification.kind !== 'pending') return verification;
  return verification.pending
    .finish(digest)
    .then((principal) => ({ kind: 'accepted', principal }), refused);
};

const outcomeOf = (verification: Verification): string =>
  verification.kind === 'refused' ? verification.error.code : verification.kind;

/** Names and values alternate in `rawHeaders`; each character of a value is one octet. */
function readHead({
  method = '',
  url = '',
  httpVersion,
  rawHeaders,
}: IncomingMessage): RequestHead {
  const headers: HeaderPairs = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1]!] as const] : [],
  );
  return { method, target: url, httpVersion: httpVersion === '1.0' ? '1.0' : '1.1', headers };
}

/** Hashes the body as it comes. It is kept too, for the tests alone. */
async function readBody(
  request: IncomingMessage,
): Promise<{ readonly body: Buffer; readonly digest: BodyDigest }> {
  const hash = createHash('sha256');
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    hash.update(chunk);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return { body, digest: { sha256: hash.digest(), byteLength: body.length } };
}

function sendAnswer(response: ServerResponse, verification: Verification): void {
  if (verification.kind === 'refused') {
    const { status, headers, body } = verification.error.answer;
    for (const [name, value] of headers) response.appendHeader(name, value);
    response.writeHead(status, { 'content-length': Buffer.byteLength(body) }).end(body);
    return;
  }
  const body = JSON.stringify(verification.kind === 'accepted' ? verification.principal : {});
  const fields = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  response.writeHead(200, fields).end(body);
}

/** Verifies each request under both profiles, and answers with the outcome of one. */
class Verifier {
  readonly arrivals: Arrival[] = [];
  readonly #options: Readonly<Record<ProfileName, VerifyRequestOptions>>;
  readonly #answering: ProfileName;

  constructor(options: Readonly<Record<ProfileName, VerifyRequestOptions>>, answers: ProfileName) {
    this.#options = options;
    this.#answering = answers;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = readHead(request);
    const strict = await verifyHead(head, this.#options.strict);
    const agora = await verifyHead(head, this.#options.agora);
    const answering = this.#answering === 'strict' ? strict : agora;
    if (answering.kind === 'refused') {
      // Nobody buffers a body for a stranger; what was sent already must be taken off the line.
      request.resume();
      this.#note({ ...head, body: Buffer.alloc(0) }, { strict, agora }, response);
      return;
    }
    if (request.headers.expect !== undefined) response.writeContinue();
    const { body, digest } = await readBody(request);
    const finished = {
      strict: await verifyBody(strict, digest),
      agora: await verifyBody(agora, digest),
    };
    this.#note({ ...head, body }, finished, response);
  }

  #note(
    request: Omit<Arrival, 'outcomes'>,
    { strict, agora }: Readonly<Record<ProfileName, Verification>>,
    response: ServerResponse,
  ): void {
    const outcomes = { strict: outcomeOf(strict), agora: outcomeOf(agora) };
    this.arrivals.push({ ...request, outcomes });
    sendAnswer(response, this.#answering === 'strict' ? strict : agora);
  }
}

// oxlint-disable-next-line no-restricted-properties -- because programs in other languages sign with the real time
const now = (): number => Math.floor(Date.now() / 1000);

function verifierOf({ customerId, customerSecret, profile = 'strict' }: TlsServerOptions): {
  readonly verifier: Verifier;
  readonly base: Omit<VerifyRequestOptions, 'profile'>;
} {
  const secrets = new Map([[customerId, { secrets: [customerSecret] }]]);
  const lookup = { findCustomer: (id: string) => secrets.get(id) };
  const base = { schemes: [basic(), hmac()], lookup, now };
  const replay = createMemoryReplayStore({ now });
  const strict = { ...base, replay, profile: 'strict' } as const;
  return {
    base,
    verifier: new Verifier({ strict, agora: { ...base, profile: 'agora' } }, profile),
  };
}

/**
 * Starts a server on a free port of 127.0.0.1 that speaks TLS 1.2 or newer and HTTP/1.1 alone, and proves each request
 * with the package: first the head, then the body while it is read.
 */
export async function startTlsServer(options: TlsServerOptions): Promise<TlsServer> {
  const { verifier, base } = verifierOf(options);
  const { certificate: cert, claimsHttp2 = false } = options;
  const server = createServer({
    cert: cert.certificate,
    key: cert.key,
    minVersion: 'TLSv1.2',
    ALPNProtocols: claimsHttp2 ? ['h2', 'http/1.1'] : ['http/1.1'],
  });
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    verifier.answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  };
  server.on('request', listener);
  // Without this, the server would ask for the body before anyone has looked at the head.
  server.on('checkContinue', listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `https://127.0.0.1:${port}`,
    port,
    arrivals: verifier.arrivals,
    optionsForCopies: { ...base, profile: { name: 'strict', replay: 'off' } },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
