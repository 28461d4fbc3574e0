import { describe, expect, it } from 'vitest';
import {
  type CustomerKeys,
  createMemoryReplayStore,
  type ReceivedRequest,
  type ReplayStore,
  type VerifyRequestOptions,
} from '../src/index.js';
import { type Outcome, outcomeOf } from './hmac-outcome.js';
import {
  buildOptions,
  buildRequest,
  CUSTOMER_ID,
  dateAt,
  NOW,
  type RequestDraft,
  SECRET,
} from './hmac-request.js';
import { sendRaw, writeHead } from './hmac-raw-request.js';

const BODY = '{"region":"cn"}';
const LENGTH = ['Content-Length', `${BODY.length}`] as const;
const RIGHT = buildRequest({ body: BODY, fields: [LENGTH] });

const judge = (draft: RequestDraft, options = buildOptions()): Promise<Outcome> =>
  outcomeOf(buildRequest(draft), options);

const codesOf = async (
  options: VerifyRequestOptions,
  ...requests: readonly ReceivedRequest[]
): Promise<readonly string[]> => {
  const codes: string[] = [];
  for (const request of requests) codes.push((await outcomeOf(request, options)).code ?? 'ok');
  return codes;
};

/** Counts what is remembered, and remembers nothing. */
class CountingStore implements ReplayStore {
  keys: string[] = [];
  addIfAbsent(key: string): Promise<'added'> {
    this.keys.push(key);
    return Promise.resolve('added');
  }
}

/** All that the sender of a wrong request learns. */
async function answerTo(draft: RequestDraft, options = buildOptions()): Promise<unknown> {
  const { error, letter } = await judge(draft, options);
  return { letter, answer: error?.answer, publicCode: error?.publicCode };
}

const WRONG_SECRET = { secret: 'wrong' };

describe('O: whose ID exists', () => {
  it.each([
    'nobody',
    CUSTOMER_ID.toUpperCase(),
    `${CUSTOMER_ID} `,
    'disabled_customer',
    'x'.repeat(1000),
  ])('does not show for %s', async (customerId) => {
    const wanted = await answerTo(WRONG_SECRET);
    expect(await answerTo({ customerId })).toEqual(wanted);
    expect(await answerTo({ customerId, ...WRONG_SECRET })).toEqual(wanted);
  });

  it('does not show by the host either', async () => {
    const options = buildOptions({ name: 'strict', allowedAuthorities: ['other.example'] });
    const wanted = await answerTo(WRONG_SECRET);
    expect(await answerTo({}, options)).toEqual(wanted);
    expect(await answerTo({ customerId: 'nobody' }, options)).toEqual(wanted);
  });
});

describe('Q: signatures and secrets that are nothing', () => {
  it.each<[string, (mac: Buffer) => Buffer | string]>([
    ['one octet', (mac) => mac.subarray(0, 1)],
    ['31 octets', (mac) => mac.subarray(0, 31)],
    ['33 octets', (mac) => Buffer.concat([mac, Buffer.of(0)])],
    ['twice', (mac) => Buffer.concat([mac, mac])],
    ['zeros', () => Buffer.alloc(32)],
    ['ones', () => Buffer.alloc(32, 255)],
    ['empty', () => ''],
    ['padding alone', () => '===='],
  ])('%s', async (_, change) => {
    const sign = (text: string): string => change(Buffer.from(text, 'base64')).toString('base64');
    const { letter } = await judge({ sign });
    expect(['C', 'M']).toContain(letter);
  });

  it.each<[string, CustomerKeys | undefined]>([
    ['an unknown customer', undefined],
    ['a customer without a secret', { secrets: [] }],
    ['a customer of an empty secret', { secrets: [''] }],
    ['a customer of two empty secrets', { secrets: ['', ''] }],
  ])('an empty secret, and the one that stands in, for %s', async (_, keys) => {
    const options = buildOptions('strict', { lookup: { findCustomer: () => keys } });
    for (const secret of ['', 'undefined', 'no customer has this as a secret']) {
      expect(await judge({ secret }, options)).toMatchObject({ letter: 'M' });
    }
  });
});

describe('R: names that mean something elsewhere', () => {
  it.each([
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    "' OR 1=1 --",
    "'; DROP TABLE customers; --",
    '%00',
    '%0d%0aX-Admin: 1',
    '\u00e9',
    '<script>',
    '${jndi:ldap://x}',
    '../../etc/passwd',
    '*',
    ' ',
    'x'.repeat(1000),
  ])('are answered like a wrong secret: %s', async (customerId) => {
    expect(await answerTo({ customerId })).toEqual(await answerTo(WRONG_SECRET));
  });

  it.each(['\\u0000', '\\r\\n', 'a"b', "\\'"])('cannot be written: %s', async (customerId) => {
    expect(await judge({ customerId })).toMatchObject({
      letter: 'C',
      code: 'authorization_malformed',
    });
  });

  it.each(['a\0b', 'a\r\nb', 'a\rb'])('are no header values: %o', async (customerId) => {
    expect(await judge({ customerId })).toMatchObject({ letter: '400', code: 'message_malformed' });
  });
});

describe('T: two readings of one message', () => {
  it.each<[string, string]>([
    [
      'Content-Length with Transfer-Encoding',
      `${writeHead(RIGHT, 'Transfer-Encoding: chunked')}0\r\n\r\n`,
    ],
    ['differing lengths', `${writeHead(RIGHT, 'Content-Length: 1')}${BODY}`],
    ['folded lines', `${writeHead(RIGHT, 'X-Tag: a\r\n b')}${BODY}`],
    ['NUL', `${writeHead(RIGHT, 'X-Tag: a\0b')}${BODY}`],
    ['bare CR', `${writeHead(RIGHT, 'X-Tag: a\rb')}${BODY}`],
    ['a space before the colon', `${writeHead(RIGHT, 'X-Tag : a')}${BODY}`],
  ])('%s is refused before the handler', async (_, text) => {
    expect(await sendRaw(text)).toMatchObject({ status: '400', handled: [] });
  });

  it.each<[string, readonly [string, string]]>([
    ['Transfer-Encoding with Content-Length', ['Transfer-Encoding', 'chunked']],
    ['a second Content-Length', ['Content-Length', '1']],
    ['a folded line', ['X-Tag', 'a\r\n b']],
    ['NUL', ['X-Tag', 'a\0b']],
    ['bare CR', ['X-Tag', 'a\rb']],
    ['a space before the colon', ['X-Tag ', 'a']],
  ])('%s is refused also where a parser let it pass', async (_, field) => {
    const request = { ...RIGHT, headers: [...RIGHT.headers, field] };
    expect(await outcomeOf(request, buildOptions())).toMatchObject({
      letter: '400',
      code: 'message_malformed',
    });
  });
});

describe('U: identity by other ways', () => {
  const credential = RIGHT.headers.at(-1)?.[1] ?? '';

  it.each<[string, RequestDraft]>([
    ['Proxy-Authorization', { credentialField: 'Proxy-Authorization' }],
    ['X-Authorization', { credentialField: 'X-Authorization' }],
    ['X-Consumer-Username', { write: null, fields: [['X-Consumer-Username', CUSTOMER_ID]] }],
    [
      'X-Credential-Identifier',
      { write: null, fields: [['X-Credential-Identifier', CUSTOMER_ID]] },
    ],
    ['a cookie', { write: null, fields: [['Cookie', `authorization=${credential}`]] }],
    ['the query', { write: null, target: `/?authorization=${encodeURIComponent(credential)}` }],
    ['an underscore', { credentialField: 'authorization_' }],
  ])('%s', async (_, draft) => {
    expect(await judge(draft)).toMatchObject({ letter: 'U', code: 'credentials_missing' });
  });

  it('a trailer', async () => {
    const request = buildRequest({ write: null });
    const trailer = `0\r\nAuthorization: ${credential}\r\n\r\n`;
    const head = writeHead(request, 'Transfer-Encoding: chunked', 'Trailer: Authorization');
    const refused = ['credentials_missing'];
    expect(await sendRaw(head + trailer)).toEqual({ status: '401', handled: [], refused });
  });
});

describe('V: a store that is filled, a MAC that is burnt', () => {
  it('stores only what passed everything', async () => {
    const replay = new CountingStore();
    const options = buildOptions('strict', { replay });
    const failing: readonly ReceivedRequest[] = [
      buildRequest({ secret: 'wrong' }),
      buildRequest({ customerId: 'nobody' }),
      buildRequest({ customerId: 'disabled_customer' }),
      buildRequest({ date: dateAt(NOW - 301) }),
      buildRequest({ sign: (text) => text.replace('=', '') }),
      { ...RIGHT, body: Buffer.from('{}') },
      { ...RIGHT, headers: [...RIGHT.headers, ['Host', 'x']] },
    ];
    for (const request of failing)
      expect(await outcomeOf(request, options)).not.toMatchObject({ letter: 'ok' });
    expect(replay.keys).toEqual([]);
    expect(await codesOf(options, RIGHT)).toEqual(['ok']);
    expect(replay.keys).toHaveLength(1);
  });

  it('lets the right request pass after a changed one', async () => {
    const changed = { ...RIGHT, body: Buffer.from('{}') };
    const codes = await codesOf(buildOptions(), changed, changed, RIGHT, RIGHT);
    expect(codes).toEqual(['digest_mismatch', 'digest_mismatch', 'ok', 'replayed']);
  });

  it('is bounded: when it is full, unsafe requests are refused, and the others are not', async () => {
    let now = NOW;
    const replay = createMemoryReplayStore({ now: () => now, maxEntries: 3 });
    const options = buildOptions('strict', { now: () => now, replay });
    const posts = [1, 2, 3, 4].map((i) => buildRequest({ target: `/${i}`, date: dateAt(now) }));
    const full = await codesOf(options, ...posts);
    expect(full).toEqual(['ok', 'ok', 'ok', 'replay_store_unavailable']);
    const first = posts[0] ?? RIGHT;
    expect(await codesOf(options, first)).toEqual(['replayed']);
    expect(await codesOf(options, buildRequest({ method: 'GET' }))).toEqual(['ok']);
    now = NOW + 301;
    expect(await codesOf(options, buildRequest({ date: dateAt(now) }))).toEqual(['ok']);
  });

  it('keeps the same MAC of two customers apart', async () => {
    const lookup = { findCustomer: (): CustomerKeys => ({ secrets: [SECRET] }) };
    const options = buildOptions('strict', { lookup });
    const requests = ['a', 'b'].map((customerId) => buildRequest({ customerId }));
    expect(await codesOf(options, ...requests)).toEqual(['ok', 'ok']);
  });
});
