import {
  type CredentialLookup,
  createMemoryReplayStore,
  type HeaderPairs,
  hmac,
  signRequest,
  type UnsignedRequest,
  type VerifyRequestOptions,
} from '../src/index.js';

/** Sat, 21 Nov 2026 06:30:00 GMT. */
export const NOW = 1_795_242_600;

export const CUSTOMER = { customerId: 'hmac_user_name', customerSecret: 'hmac_user_secret' };

/** Knows the one customer. */
export const LOOKUP: CredentialLookup = {
  findCustomer: (customerId) =>
    customerId === CUSTOMER.customerId ? { secrets: [CUSTOMER.customerSecret] } : undefined,
};

/** What takes the signatures of the one customer, with a replay store of its own. */
export const hmacOptions = (options: Partial<VerifyRequestOptions> = {}): VerifyRequestOptions => ({
  schemes: [hmac()],
  lookup: LOOKUP,
  now: () => NOW,
  replay: createMemoryReplayStore({ now: () => NOW }),
  ...options,
});

/** What signs the request as the one customer, unless it says otherwise. */
export const signHmacHeaders = (
  request: UnsignedRequest,
  credential: typeof CUSTOMER = CUSTOMER,
): Promise<HeaderPairs> => signRequest(request, { scheme: 'hmac', credential, now: NOW });

/** A request as text: the head, the body in chunks of these texts or in one piece. */
export function writeRequest(
  line: string,
  headers: HeaderPairs,
  body: string | readonly string[] = '',
): string {
  const fields = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${line} HTTP/1.1\r\n${fields}\r\n${typeof body === 'string' ? body : writeChunks(body)}`;
}

/** The framing of RFC 9112, section 7.1. Each character is one octet. */
const writeChunks = (chunks: readonly string[]): string =>
  [...chunks, ''].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');

export const JSON_TYPE: HeaderPairs = [['Content-Type', 'application/json']];
export const CHUNKED: HeaderPairs = [['Transfer-Encoding', 'chunked']];
export const lengthOf = (body: string): HeaderPairs => [['Content-Length', String(body.length)]];

/** The credential of the one customer in `Basic`. */
export const signBasicHeaders = (): Promise<HeaderPairs> =>
  signRequest(
    { method: 'POST', target: '/', authority: 'a' },
    { scheme: 'basic', credential: CUSTOMER, now: NOW },
  );
