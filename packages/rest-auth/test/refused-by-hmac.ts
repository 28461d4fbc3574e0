import {
  createMemoryReplayStore,
  type HeaderPairs,
  type ReceivedRequest,
  signRequest,
  type VerifyRequestOptions,
} from '../src/index.js';
import {
  CUSTOMER_SECRET,
  NOW,
  OTHER_SECRET,
  type RefusedRequest,
  verifyMarked,
} from './marked-credentials.js';

/** What is different from a request that is rightly signed. */
interface Change {
  readonly customerId?: string;
  readonly customerSecret?: string;
  readonly signedAt?: number;
  readonly body?: Uint8Array;
  readonly authorization?: (value: string) => string;
  readonly headers?: (headers: HeaderPairs) => HeaderPairs;
}

/** A signed request as it arrives. */
export async function signMarked({
  customerId = 'zoe',
  customerSecret = CUSTOMER_SECRET,
  signedAt = NOW,
  ...change
}: Change): Promise<ReceivedRequest> {
  const unsigned = {
    method: 'POST',
    authority: 'api.agora.io',
    target: '/a',
    body: Uint8Array.of(1),
  };
  const credential = { customerId, customerSecret };
  const pairs = await signRequest(unsigned, { scheme: 'hmac', credential, now: signedAt });
  const headers = pairs.map(([name, value]) =>
    name === 'Authorization'
      ? ([name, (change.authorization ?? String)(value)] as const)
      : ([name, value] as const),
  );
  const arrived: HeaderPairs = [['Host', unsigned.authority], ['Content-Length', '1'], ...headers];
  return {
    ...unsigned,
    headers: (change.headers ?? Array.from)(arrived),
    body: change.body ?? unsigned.body,
  };
}

const withHmac = async (
  change: Change,
  options: Partial<VerifyRequestOptions> = {},
): Promise<unknown> => verifyMarked(await signMarked(change), options);
const withList = (names: string): Change => ({
  authorization: (value) => value.replace(/headers="[^"]*"/, `headers="${names}"`),
});
const without = (lost: string): Change => ({
  headers: (headers) => headers.filter(([name]) => name.toLowerCase() !== lost),
});
const withSignature = (rewrite: (signature: string) => string): Change => ({
  authorization: (value) =>
    value.replace(
      /signature="(?<text>[^"]*)"/,
      (_, text: string) => `signature="${rewrite(text)}"`,
    ),
});
const sentTwice = async (): Promise<void> => {
  const request = await signMarked({});
  const replay = createMemoryReplayStore({ now: () => NOW });
  await verifyMarked(request, { replay });
  await verifyMarked(request, { replay });
};
const brokenStore = { addIfAbsent: () => Promise.reject(new RangeError('no connection')) };

/** Every way in which a signature fails. */
export const REFUSED_BY_HMAC: readonly RefusedRequest[] = [
  {
    code: 'authorization_malformed',
    what: 'a parameter without quotes',
    run: () => withHmac({ authorization: (value) => value.replaceAll('"', '') }),
  },
  {
    code: 'authorization_malformed',
    what: 'single quotes',
    run: () => withHmac({ authorization: (value) => value.replaceAll('"', "'") }),
  },
  {
    code: 'authorization_malformed',
    what: 'a backslash',
    run: () =>
      withHmac({
        authorization: (value) => value.replace('signature="', String.raw`signature="\"`),
      }),
  },
  {
    code: 'authorization_malformed',
    what: 'something behind',
    run: () => withHmac({ authorization: (value) => `${value}, ${CUSTOMER_SECRET}` }),
  },
  {
    code: 'authorization_malformed',
    what: 'the secret twice',
    run: () => withHmac({ authorization: (value) => `${value}, signature="${CUSTOMER_SECRET}"` }),
  },
  {
    code: 'authorization_malformed',
    what: 'an unknown parameter',
    run: () => withHmac({ authorization: (value) => `${value}, secret="${CUSTOMER_SECRET}"` }),
  },
  {
    code: 'algorithm_not_allowed',
    what: 'the secret in the place of the algorithm',
    run: () =>
      withHmac({ authorization: (value) => value.replace('hmac-sha256', CUSTOMER_SECRET) }),
  },
  {
    code: 'headers_list_invalid',
    what: 'two spaces',
    run: () => withHmac(withList('host  date request-line')),
  },
  {
    code: 'headers_list_invalid',
    what: 'a name that is none',
    run: () => withHmac(withList(`host date request-line :${CUSTOMER_SECRET}`)),
  },
  {
    code: 'coverage_insufficient',
    what: 'no digest',
    run: () => withHmac(withList('host date request-line')),
  },
  {
    code: 'signed_header_missing',
    what: 'the digest does not arrive',
    run: () => withHmac(without('digest')),
  },
  {
    code: 'signed_header_repeated',
    what: 'a covered header twice',
    run: () =>
      withHmac({
        ...withList('host date request-line digest x-tag'),
        headers: (headers) => [...headers, ['X-Tag', CUSTOMER_SECRET], ['X-Tag', CUSTOMER_SECRET]],
      }),
  },
  { code: 'date_missing', what: 'the date does not arrive', run: () => withHmac(without('date')) },
  {
    code: 'date_malformed',
    what: 'the secret in the place of the date',
    run: () =>
      withHmac({
        headers: (headers) =>
          headers.map(([name, value]) => [name, name === 'Date' ? CUSTOMER_SECRET : value]),
      }),
  },
  { code: 'date_outside_window', what: 'too old', run: () => withHmac({ signedAt: NOW - 301 }) },
  {
    code: 'signature_encoding',
    what: 'the secret in the place of the signature',
    run: () => withHmac(withSignature(() => CUSTOMER_SECRET)),
  },
  {
    code: 'signature_encoding',
    what: 'hex',
    run: () => withHmac(withSignature((text) => Buffer.from(text, 'base64').toString('hex'))),
  },
  {
    code: 'signature_encoding',
    what: 'half of it',
    run: () => withHmac(withSignature((text) => text.slice(0, 20))),
  },
  { code: 'unknown_customer', what: 'nobody', run: () => withHmac({ customerId: 'gone' }) },
  {
    code: 'credential_disabled',
    what: 'disabled',
    run: () => withHmac({ customerId: 'off', customerSecret: OTHER_SECRET }),
  },
  {
    code: 'signature_mismatch',
    what: 'another secret',
    run: () => withHmac({ customerSecret: `${CUSTOMER_SECRET}x` }),
  },
  {
    code: 'authority_not_served',
    what: 'another host',
    run: () => withHmac({}, { profile: { name: 'strict', allowedAuthorities: ['example.com'] } }),
  },
  {
    code: 'digest_mismatch',
    what: 'another body',
    run: () => withHmac({ body: Uint8Array.of(2) }),
  },
  {
    code: 'body_too_large',
    what: 'a long body',
    run: () => withHmac({}, { profile: { name: 'strict', maxBodyBytes: 0 } }),
  },
  { code: 'replayed', what: 'sent twice', run: sentTwice },
  {
    code: 'replay_store_unavailable',
    what: 'no store',
    run: () => withHmac({}, { replay: brokenStore }),
  },
];
