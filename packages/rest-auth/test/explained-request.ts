import { createHash, createHmac } from 'node:crypto';
import type { FindingSeverity } from '@stagedoor/token/explain';
import type { RequestFacts, RequestFinding } from '../src/explain.js';
import type { HeaderPairs, ReceivedRequest } from '../src/index.js';

/** Sat, 21 Nov 2026 06:30:00 GMT. */
export const NOW = 1_795_242_600;
export const DATE = 'Sat, 21 Nov 2026 06:30:00 GMT';
export const APP_ID = '0123456789abcdef0123456789abcdef';
export const CERTIFICATE = 'ca11ab1e0c0ffee0ca11ab1e0c0ffee0';
export const SECONDARY_CERTIFICATE = 'ffffab1e0c0ffee0ca11ab1e0c0fffff';
export const CUSTOMER_ID = 'c0de00000000000000000000000c0de1';
export const SECRET = '5EC4E75ec4e75ec4e75ec4e75ec4e751';
export const SECOND_SECRET = 'a5econd5ec4e75ec4e75ec4e75ec4e75';
export const HOST = 'api.agora.io';
export const TARGET = `/v1/projects/${APP_ID}/fls/entry_points/live?name=caf%c3%a9&n=1`;
export const BODY = '{"region": "cn", "note": "café/1"}';

/** All that one knows who runs the account, at the second of signing. */
export const ALL_KNOWN: RequestFacts = {
  customerId: CUSTOMER_ID,
  customerSecrets: [SECRET, SECOND_SECRET],
  appId: APP_ID,
  certificates: [CERTIFICATE, SECONDARY_CERTIFICATE],
  now: NOW,
};

/** A request that is wrong in one way, what is known beside it, and what must be found. */
export interface ExplainedRequest {
  readonly name: string;
  readonly kind: RequestFinding['kind'];
  /** Default `fatal`, and then it must come first. */
  readonly severity?: FindingSeverity;
  readonly request: ReceivedRequest;
  /** Default `ALL_KNOWN`. */
  readonly known?: RequestFacts;
  /** What the message must hold. */
  readonly says?: string | RegExp;
}

/** The value of Digest for a body. */
export const digestOf = (body: string | Uint8Array): string =>
  `SHA-256=${createHash('sha256').update(body).digest('base64')}`;

/** What a client believes, and what goes out all the same. */
export interface ClientParts {
  readonly method?: string;
  readonly target?: string;
  readonly host?: string;
  readonly date?: string;
  readonly body?: string | Uint8Array;
  readonly digest?: string;
  readonly names?: string;
  /** The signing string, from its lines. */
  readonly write?: (lines: readonly string[]) => string;
  /** One of the lines. */
  readonly line?: (line: string) => string;
  readonly username?: string;
  readonly key?: string | Uint8Array;
  readonly mac?: (key: string | Uint8Array, text: string) => Buffer;
  readonly encode?: (mac: Buffer) => string;
  readonly algorithm?: string;
  /** The value of Authorization, from its usual one. */
  readonly authorization?: (usual: string) => string;
  /** What goes out in place of what was signed; `null`: nothing. */
  readonly sent?: {
    readonly method?: string;
    readonly target?: string;
    readonly host?: string | null;
    readonly date?: string | null;
    readonly digest?: string | null;
    readonly body?: string | Uint8Array;
    readonly headers?: HeaderPairs;
  };
}

const hmacSha256 = (key: string | Uint8Array, text: string): Buffer =>
  createHmac('sha256', key).update(Buffer.from(text, 'latin1')).digest();

type WholeParts = Required<ClientParts>;

function completeParts(parts: ClientParts): WholeParts {
  const body = parts.body ?? BODY;
  return {
    method: 'POST',
    target: TARGET,
    host: HOST,
    date: DATE,
    body,
    digest: digestOf(body),
    names: 'host date request-line digest',
    write: (lines) => lines.join('\n'),
    line: (line) => line,
    username: CUSTOMER_ID,
    key: SECRET,
    mac: hmacSha256,
    encode: (mac) => mac.toString('base64'),
    algorithm: 'hmac-sha256',
    authorization: (usual) => usual,
    sent: {},
    ...parts,
  };
}

/** What the client signs; written here, and not by what is tested. */
function textOf({ names, method, target, host, date, digest, line, write }: WholeParts): string {
  const values: Readonly<Record<string, string>> = {
    host: `host: ${host}`,
    date: `date: ${date}`,
    'request-line': `${method} ${target} HTTP/1.1`,
    digest: `digest: ${digest}`,
  };
  return write(names.split(' ').map((name) => line(values[name.toLowerCase()] ?? `${name}: `)));
}

/** What such a client signs. */
export const signingString = (changed: ClientParts = {}): string => textOf(completeParts(changed));

function authorizationOf(parts: WholeParts): string {
  const { username, algorithm, names, key, mac, encode, authorization } = parts;
  const signature = encode(mac(key, textOf(parts)));
  return authorization(
    `hmac username="${username}", algorithm="${algorithm}", headers="${names}", signature="${signature}"`,
  );
}

const present = (name: string, value: string | null): HeaderPairs =>
  value === null ? [] : [[name, value]];

const toOctets = (body: string | Uint8Array): Uint8Array =>
  typeof body === 'string' ? new TextEncoder().encode(body) : body;

/** A request of hmac as a client with these habits makes it. */
export function signedBy(changed: ClientParts = {}): ReceivedRequest {
  const parts = completeParts(changed);
  const { sent, method, target, host, date, digest, body } = parts;
  const octets = toOctets(sent.body ?? body);
  return {
    method: sent.method ?? method,
    target: sent.target ?? target,
    headers: [
      ...present('Host', sent.host === undefined ? host : sent.host),
      ...present('Date', sent.date === undefined ? date : sent.date),
      ...present('Digest', sent.digest === undefined ? digest : sent.digest),
      ...(octets.length === 0 ? [] : [['Content-Length', String(octets.length)] as const]),
      ['Authorization', authorizationOf(parts)],
      ...(sent.headers ?? []),
    ],
    body: octets,
  };
}

/** A client of hmac that gets one thing wrong. */
export const clientThat = (
  kind: ExplainedRequest['kind'],
  name: string,
  parts: ClientParts,
  more: Partial<ExplainedRequest> = {},
): ExplainedRequest => ({ kind, name, request: signedBy(parts), ...more });

/** A request with this Authorization header and these others. */
export const authorizedBy = (
  authorization: string | undefined,
  ...headers: HeaderPairs
): ReceivedRequest => ({
  method: 'GET',
  target: '/dev/v1/projects',
  headers: [
    ['Host', HOST],
    ...(authorization === undefined ? [] : [['Authorization', authorization] as const]),
    ...headers,
  ],
});

/** The base64 of a text's UTF-8. */
export const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A request of Basic, as RFC 7617 has it. */
export const basicOf = (id: string, secret: string): ReceivedRequest =>
  authorizedBy(`Basic ${base64(`${id}:${secret}`)}`);
