import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import {
  createMemoryReplayStore,
  type CustomerKeys,
  type HeaderPairs,
  type Principal,
  type ReceivedRequest,
  type RequestBody,
  verifyRequest,
  type VerifyRequestOptions,
} from '../src/index.js';
import { messageSignature } from '../src/message-signature.js';
import { refusalOf } from './catch-auth-error.js';

/** The clock of the tests. */
export const NOW = 1_795_242_600;
export const CUSTOMER = 'customer-1';
export const SECRET = 'first-secret';
export const OTHER_SECRET = 'second-secret';
export const NONCE = 'nonce-0123456789';
export const HOST = 'api.example.com';

/** An Ed25519 key pair as the customer has it and as it is registered. */
export interface SigningPair {
  readonly privateKey: ReturnType<typeof generateKeyPairSync>['privateKey'];
  /** 32 octets. */
  readonly publicKey: Uint8Array;
}

/** A new key pair. */
export function makePair(): SigningPair {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: Uint8Array.from(Buffer.from(x, 'base64url')) };
}

/** Signs by HMAC-SHA-256. */
export const withSecret =
  (secret: string) =>
  (base: string): Buffer =>
    createHmac('sha256', secret).update(base, 'latin1').digest();

/** Signs by Ed25519. */
export const withKey =
  ({ privateKey }: SigningPair) =>
  (base: string): Buffer =>
    sign(null, Buffer.from(base, 'latin1'), privateKey);

/** The member of Content-Digest for a body. */
export const digestMember = (name: 'sha-256' | 'sha-512', body: string | Uint8Array): string =>
  `${name}=:${createHash(name.replace('-', '')).update(body).digest('base64')}:`;

/** What a signed message is made of. What is left out is as an honest client has it. */
export interface MessageParts {
  readonly method?: string;
  readonly target?: string;
  readonly host?: string;
  readonly body?: string;
  /** The items of the inner list, exactly as they are to be written. */
  readonly list?: string;
  /** The value of each covered component, by its item in the list. */
  readonly values?: Readonly<Record<string, string>>;
  /** The parameters behind the list, exactly as they are to be written. */
  readonly parameters?: string;
  readonly contentDigest?: string | undefined;
  readonly headers?: HeaderPairs;
  readonly label?: string;
  readonly sign?: (base: string) => Uint8Array;
}

/** The parameters that an honest client writes, with others for some. */
export function parametersWith(changed: Readonly<Record<string, string | undefined>> = {}): string {
  const all = { created: `${NOW}`, nonce: `"${NONCE}"`, keyid: `"${CUSTOMER}"`, ...changed };
  return Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `;${name}=${value}`)
    .join('');
}

export const BARE_LIST = '"@method" "@authority" "@path" "@query"';
export const BODY_LIST = `${BARE_LIST} "content-digest"`;

/** What an honest client has. */
function completeParts(parts: MessageParts): Required<MessageParts> {
  const { body = '' } = parts;
  return {
    method: 'GET',
    target: '/v1/things?a=1',
    host: HOST,
    body,
    list: body === '' ? BARE_LIST : BODY_LIST,
    values: {},
    parameters: parametersWith(),
    contentDigest: body === '' ? undefined : digestMember('sha-256', body),
    headers: [],
    label: 'sig1',
    sign: withSecret(SECRET),
    ...parts,
  };
}

function valuesOf({
  method,
  host,
  target,
  contentDigest = '',
  values,
}: Required<MessageParts>): ReadonlyMap<string, string> {
  const [path = '', ...query] = target.split('?');
  return new Map([
    ['"@method"', method],
    ['"@authority"', host],
    ['"@path"', path],
    ['"@query"', `?${query.join('?')}`],
    ['"@target-uri"', `https://${host}${target}`],
    ['"content-digest"', contentDigest],
    ...Object.entries(values),
  ]);
}

/** Base64. */
function signParts(parts: Required<MessageParts>): string {
  const values = valuesOf(parts);
  const items = parts.list.split(' ').filter((item) => item !== '');
  const lines = items.map((item) => `${item}: ${values.get(item) ?? ''}`);
  const last = `"@signature-params": (${parts.list})${parts.parameters}`;
  return Buffer.from(parts.sign([...lines, last].join('\n'))).toString('base64');
}

/** A request that is signed as its parts say, with a base that is built here and not by what is tested. */
export function signedMessage(changed: MessageParts = {}): ReceivedRequest {
  const parts = completeParts(changed);
  const { method, target, host, body, list, parameters, contentDigest, headers, label } = parts;
  return {
    method,
    target,
    headers: [
      ['Host', host],
      ...(body === '' ? [] : [['Content-Length', `${Buffer.byteLength(body)}`] as const]),
      ...(contentDigest === undefined ? [] : [['Content-Digest', contentDigest] as const]),
      ...headers,
      ['Signature-Input', `${label}=(${list})${parameters}`],
      ['Signature', `${label}=:${signParts(parts)}:`],
    ],
    body: new TextEncoder().encode(body),
  };
}

/** The same request with another value of one header, or without it. */
export function withHeader(
  request: ReceivedRequest,
  name: string,
  value: string | undefined,
): ReceivedRequest {
  const others = request.headers.filter(([each]) => each.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: value === undefined ? others : [...others, [name, value]] };
}

/** The same request with another body. */
export const withBody = (request: ReceivedRequest, body: RequestBody): ReceivedRequest => ({
  ...request,
  body,
});

/** Options of a verifier that knows one customer, with others for some. */
export function verifierOptions(changed: Partial<VerifyRequestOptions> = {}): VerifyRequestOptions {
  return {
    schemes: [messageSignature()],
    lookup: knowing({ secrets: [SECRET] }),
    now: () => NOW,
    replay: createMemoryReplayStore({ now: () => NOW }),
    ...changed,
  };
}

/** Knows `CUSTOMER` and nobody else. */
export const knowing = (keys: CustomerKeys): VerifyRequestOptions['lookup'] => ({
  findCustomer: (customerId) => (customerId === CUSTOMER ? keys : undefined),
});

/** Verifies with a verifier of its own. */
export const verify = (
  request: ReceivedRequest,
  changed: Partial<VerifyRequestOptions> = {},
): Promise<Principal> => verifyRequest(request, verifierOptions(changed));

/** Status and code that a request is refused with, such as `401 replayed`. */
export async function refused(
  request: ReceivedRequest,
  changed: Partial<VerifyRequestOptions> = {},
): Promise<string> {
  const { code, status } = await refusalOf(verify(request, changed));
  return `${status} ${code}`;
}

/** The same for a request of these parts. */
export const refusedWith = (parts: MessageParts): Promise<string> => refused(signedMessage(parts));

/** The same for a request with these parameters. */
export const refusedParameters = (
  changed: Readonly<Record<string, string | undefined>>,
): Promise<string> => refusedWith({ parameters: parametersWith(changed) });

/** The value of the header with this name; empty where there is none. */
export const valueOf = ({ headers }: ReceivedRequest, name: string): string =>
  headers.find(([each]) => each === name)?.[1] ?? '';
