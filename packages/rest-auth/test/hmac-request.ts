import { createHash, createHmac } from 'node:crypto';
import {
  createMemoryReplayStore,
  type CredentialLookup,
  type CustomerKeys,
  type HeaderPairs,
  hmac,
  type ProfileOptions,
  type ReceivedRequest,
  type RequestHead,
  type VerifyRequestOptions,
} from '../src/index.js';

/** Where the clock of every test stands. */
export const DATE = 'Sat, 21 Nov 2026 06:30:00 GMT';
export const NOW = 1_795_242_600;
export const HOST = 'api.agora.io';
export const TARGET =
  '/v1/projects/0123456789abcdef0123456789abcdef/fls/domains?id=push.example.com';

export const CUSTOMER_ID = 'hmac_user_name';
export const SECRET = 'hmac_user_secret';
/** Of a customer with two live secrets. */
export const TWO_SECRETS_ID = 'two_secrets';
export const SECOND_SECRET = 'the secondary secret';
export const DISABLED_ID = 'disabled_customer';

const CUSTOMERS: ReadonlyMap<string, CustomerKeys> = new Map([
  [CUSTOMER_ID, { secrets: [SECRET] }],
  [TWO_SECRETS_ID, { secrets: [SECRET, SECOND_SECRET] }],
  [DISABLED_ID, { secrets: [SECRET], disabled: true }],
]);

const LOOKUP: CredentialLookup = { findCustomer: (id) => CUSTOMERS.get(id) };

/** The text of an instant as every sample writes it. */
export const dateAt = (at: number): string => new Date(at * 1000).toUTCString();

/** The value of Digest for a body. */
export const digestOfBody = (body: string | Uint8Array): string =>
  `SHA-256=${createHash('sha256').update(body).digest('base64')}`;

/** The four parameters, in the order that every sample writes. */
export interface Credential {
  readonly username: string;
  readonly algorithm: string;
  readonly headers: string;
  readonly signature: string;
}

/** The parameters as every sample joins them. */
export const joinParameters = (credential: Credential, separator = ', '): string =>
  Object.entries(credential)
    .map(([name, value]) => `${name}="${value}"`)
    .join(separator);

export const writeCredential = (credential: Credential): string =>
  `hmac ${joinParameters(credential)}`;

/** What a request is made of. What is left out is as in the samples; `null` is not sent. */
export interface RequestDraft {
  readonly method?: string;
  readonly target?: string;
  readonly httpVersion?: RequestHead['httpVersion'];
  readonly body?: string;
  readonly host?: string | null;
  readonly date?: string | null;
  readonly digest?: string | null;
  /** Other fields, behind the three above. */
  readonly fields?: HeaderPairs;
  /** The list of names, as it is written. */
  readonly names?: string;
  /** The request line that is signed. */
  readonly line?: string;
  /** Values that are signed in place of those that are sent, by the name in lower case. */
  readonly signed?: Readonly<Record<string, string>>;
  readonly customerId?: string;
  readonly secret?: string;
  readonly algorithm?: string;
  /** The hash of the MAC, as node:crypto calls it. */
  readonly hash?: string;
  /** Writes the value of the Authorization header; `null`: there is none. */
  readonly write?: ((credential: Credential) => string) | null;
  /** Changes the signature before it is written. */
  readonly sign?: (signature: string) => string;
  /** The field that has the credential. */
  readonly credentialField?: string;
}

const DEFAULTS = {
  method: 'POST',
  target: TARGET,
  httpVersion: '1.1',
  body: '',
  host: HOST,
  date: DATE,
  fields: [],
  names: 'host date request-line digest',
  signed: {},
  customerId: CUSTOMER_ID,
  secret: SECRET,
  algorithm: 'hmac-sha256',
  hash: 'sha256',
  write: writeCredential,
  sign: (signature: string): string => signature,
  credentialField: 'Authorization',
} as const satisfies RequestDraft;

/** All parts of a request that is still to be signed. */
type WholeDraft = RequestDraft & Required<Omit<RequestDraft, 'httpVersion'>>;

function completeDraft(draft: RequestDraft): WholeDraft {
  const whole = { ...DEFAULTS, ...draft };
  const { method, target, body } = whole;
  return {
    ...whole,
    digest: draft.digest === undefined ? digestOfBody(body) : draft.digest,
    line: draft.line ?? `${method} ${target} HTTP/1.1`,
  };
}

function listFields({ host, date, digest, fields }: WholeDraft): HeaderPairs {
  const usual = [
    ['Host', host],
    ['Date', date],
    ['Digest', digest],
  ] as const;
  const sent = usual.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
  return [...sent, ...fields];
}

/** What the client signs, written again for these tests: one line for each name. */
export function buildText(names: string, line: string, valueOf: (name: string) => string): string {
  const lines = names
    .split(' ')
    .map((name) => (name.toLowerCase() === 'request-line' ? line : `${name}: ${valueOf(name)}`));
  return lines.join('\n');
}

/** The MAC of a text of which each character is one octet, computed by node:crypto alone. */
export const macOf = (text: string, secret: string, hash = 'sha256'): Buffer =>
  createHmac(hash, secret).update(Buffer.from(text, 'latin1')).digest();

/** Without outer blanks. A pattern for them would take the square of the length. */
function trim(value: string): string {
  const isBlank = (index: number): boolean => value[index] === ' ' || value[index] === '\t';
  let [start, end] = [0, value.length];
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return value.slice(start, end);
}

/** A request as it arrives, signed by node:crypto. */
export function buildRequest(draft: RequestDraft = {}): ReceivedRequest {
  const whole = completeDraft(draft);
  const fields = listFields(whole);
  const valueOf = (name: string): string => {
    const found = fields.find(([field]) => field.toLowerCase() === name.toLowerCase());
    return whole.signed[name.toLowerCase()] ?? trim(found?.[1] ?? '');
  };
  const text = buildText(whole.names, whole.line, valueOf);
  const signature = whole.sign(macOf(text, whole.secret, whole.hash).toString('base64'));
  const { method, target, httpVersion, body, customerId, algorithm, names, write } = whole;
  const credential = { username: customerId, algorithm, headers: names, signature };
  const headers =
    write === null ? fields : [...fields, [whole.credentialField, write(credential)] as const];
  return { method, target, httpVersion, headers, body: Buffer.from(body) };
}

/** Options of a verifier of its own, with an empty replay store. */
export function buildOptions(
  profile: ProfileOptions | ProfileOptions['name'] = 'strict',
  options: Partial<VerifyRequestOptions> = {},
): VerifyRequestOptions {
  const now = options.now ?? ((): number => NOW);
  return {
    schemes: [hmac()],
    lookup: LOOKUP,
    now,
    replay: createMemoryReplayStore({ now }),
    profile,
    ...options,
  };
}
