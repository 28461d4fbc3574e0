import { describe, expect, it } from 'vitest';
import type {
  AuthErrorCode,
  Profile,
  ReceivedRequest,
  VerifyRequestOptions,
} from '../src/index.js';
import { type Letter, type Outcome, outcomeOf } from './hmac-outcome.js';
import {
  buildOptions,
  buildRequest,
  CUSTOMER_ID,
  DATE,
  dateAt,
  digestOfBody,
  DISABLED_ID,
  HOST,
  NOW,
  type RequestDraft,
  SECRET,
  TARGET,
} from './hmac-request.js';

/** One way to fail, and all that sender and operator must learn of it. */
interface Failure {
  readonly id: string;
  readonly code: AuthErrorCode;
  readonly letter: Letter;
  /** Where it is not the code. */
  readonly publicCode?: string;
  readonly request: ReceivedRequest;
  /** What the message must say. */
  readonly says: readonly (string | RegExp)[];
  readonly profile?: Partial<Profile>;
  readonly options?: Partial<VerifyRequestOptions>;
}

type Rest = Pick<Failure, 'publicCode' | 'profile' | 'options'>;

function failure(
  [id, letter, code]: readonly [string, Letter, AuthErrorCode],
  draft: RequestDraft,
  says: Failure['says'],
  rest: Rest = {},
): Failure {
  return { id, letter, code, request: buildRequest(draft), says, ...rest };
}

const rewritten = (change: (text: string) => string): RequestDraft => ({
  write: ({ username, algorithm, headers, signature }) =>
    change(
      `hmac username="${username}", algorithm="${algorithm}", headers="${headers}", signature="${signature}"`,
    ),
});

const LIKE_WRONG_SECRET = { publicCode: 'signature_mismatch' } as const;

const CREDENTIALS: readonly Failure[] = [
  failure(['F01', 'U', 'credentials_missing'], { write: null }, ['send one of: hmac']),
  failure(['F01', 'U', 'credentials_missing'], { write: () => '' }, ['send one of: hmac']),
  failure(
    ['F02', '400', 'authorization_too_long'],
    rewritten((text) => text + ' '.repeat(5000) + 'x'),
    ['4096', 'whole block of headers'],
  ),
  failure(
    ['F03', 'C', 'scheme_not_allowed'],
    rewritten(() => 'Basic YTpi'),
    ['use one of: hmac'],
  ),
  failure(
    ['F04', 'C', 'authorization_malformed'],
    rewritten(() => 'hmac'),
    ['at character 5 ', 'name="value"'],
  ),
  failure(
    ['F04', 'C', 'authorization_malformed'],
    rewritten(() => 'hmac nonsense'),
    ['at character 6 ', 'name="value"'],
  ),
  failure(
    ['F04', 'C', 'authorization_malformed'],
    rewritten((text) => text.replace(', a', '; a')),
    ['at character 31 ', 'comma'],
  ),
  failure(
    ['F04', 'C', 'authorization_malformed'],
    rewritten((text) => text.replace('username', 'user')),
    ['at character 6 ', 'none of username, algorithm, headers, signature'],
  ),
  failure(
    ['F04', 'C', 'authorization_malformed'],
    rewritten((text) => `${text}, username="a"`),
    [/at character \d{3} username is there again/],
  ),
  failure(['F04', 'C', 'authorization_malformed'], { customerId: 'a\\b' }, [
    'at character 16 ',
    'backslash',
  ]),
  failure(
    ['F04', 'C', 'authorization_malformed'],
    rewritten((text) => text.replace(/username="[^"]*", /, '')),
    ['username="..." is missing'],
  ),
  failure(['F05', 'C', 'algorithm_not_allowed'], { algorithm: 'hmac-sha1', hash: 'sha1' }, [
    'write algorithm="hmac-sha256"',
  ]),
  failure(['F06', 'C', 'headers_list_invalid'], { names: 'host date host request-line' }, [
    'a name is there twice',
  ]),
  failure(['F06', 'C', 'headers_list_invalid'], { names: 'host  date' }, [
    'one space between two names',
  ]),
  failure(['F06', 'C', 'headers_list_invalid'], { names: 'host, date' }, ['no header name']),
  failure(
    ['F06', 'C', 'headers_list_invalid'],
    { names: Array.from({ length: 33 }, (_, i) => `x-${i}`).join(' ') },
    ['more than 32 names'],
  ),
  failure(['F06', 'C', 'headers_list_invalid'], { names: 'host authorization' }, [
    'cannot cover authorization',
  ]),
  failure(['F06', 'C', 'headers_list_invalid'], { fields: [['Request-Line', 'x']] }, [
    'a real header called Request-Line',
  ]),
  failure(['F07', 'C', 'coverage_insufficient'], { names: 'x-tag' }, [
    'host, date, request-line',
    'in the list and in what is signed',
  ]),
  failure(
    ['F07', 'C', 'coverage_insufficient'],
    { names: 'host date request-line', body: '{}', fields: [['Content-Length', '2']] },
    ['cover digest'],
  ),
  failure(['F08', 'C', 'signed_header_missing'], { names: 'host date request-line digest x-tag' }, [
    'x-tag did not arrive',
    'HTTP library or a proxy',
    'send it, or take it off the list',
  ]),
  failure(
    ['F09', 'C', 'signed_header_repeated'],
    {
      names: 'host date request-line digest x-tag',
      fields: [
        ['X-Tag', 'a'],
        ['X-Tag', 'a'],
      ],
    },
    ['x-tag arrived more than once', 'send it once'],
  ),
];

const date = (text: string, ...says: readonly string[]): Failure =>
  failure(['F11', 'D', 'date_malformed'], { date: text }, [
    'like Sat, 21 Nov 2026 06:30:00 GMT',
    ...says,
  ]);
const off = (seconds: number, ...says: readonly string[]): Failure =>
  failure(['F12', 'D', 'date_outside_window'], { date: dateAt(NOW + seconds) }, [
    `${Math.abs(seconds)} s`,
    'at most 300 s',
    ...says,
  ]);

const DATES: readonly Failure[] = [
  failure(['F10', 'D', 'date_missing'], { date: null }, ['browsers', 'send and list x-date']),
  failure(['F10', 'D', 'date_missing'], { date: null, names: 'host x-date request-line digest' }, [
    'did not arrive',
  ]),
  date('Sat, 21 Nov 2026 14:30:00 CST', 'zone must be GMT', 'Java: setTimeZone'),
  date('Sat, 21 Nov 2026 06:30:00 UTC', 'zone must be GMT'),
  date('Sat, 21 Nov 2026 14:30:00 +0800', 'zone must be GMT'),
  date('Sat, 21 Nov 2026 06:30:00', 'zone is missing'),
  date('Mon, 21 Nov 2026 06:30:00 GMT', 'weekday is not that of the day'),
  date('Sa, 21 Nov 2026 06:30:00 GMT', 'weekday is no English name'),
  date('SAT, 21 Nov 2026 06:30:00 GMT', 'weekday is no English name'),
  date(
    'Sat, 21 Noviembre 2026 06:30:00 GMT',
    'month is no English name',
    'Python: email.utils.formatdate(usegmt=True)',
  ),
  date('Sat, 21 nov 2026 06:30:00 GMT', 'month is no English name'),
  date('Tue, 31 Nov 2026 06:30:00 GMT', 'no such day'),
  date('Sat, 21 Nov 2026 24:00:00 GMT', 'no such time of day'),
  date('Sat, 21 Nov 2026 06:30:60 GMT', 'no such time of day'),
  date('2026-11-21T06:30:00Z', 'ISO 8601'),
  date('1795242600', 'a number'),
  date('Saturday, 21-Nov-26 06:30:00 GMT', 'RFC 850'),
  date('Sat Nov 21 06:30:00 2026', 'asctime'),
  date('Sat, 1 Nov 2026 06:30:00 GMT', 'two digits'),
  date('Sat,  21 Nov 2026 06:30:00 GMT', 'more than one space'),
  date('Sat, 21 Nov 2026 06:30:00 GMT x', 'follows GMT'),
  date('tomorrow', 'another form'),
  off(8 * 3600, 'ahead of the clock', 'a time zone: write UTC, not local time'),
  off(-5 * 3600 - 1800 + 45, 'behind the clock', 'a time zone'),
  off(-1800, 'a time zone'),
  off(-301, 'synchronise the clock', 'sign each request when it is sent'),
  off(-86_400 * 30, 'synchronise the clock'),
  off(4000, 'synchronise the clock'),
];

const encoded = (change: (mac: Buffer) => string, ...says: readonly string[]): Failure =>
  failure(
    ['F13', 'C', 'signature_encoding'],
    { sign: (text) => change(Buffer.from(text, 'base64')) },
    says,
  );
const BODY = '{"a": 1}';
const withBody = (body: string): ReceivedRequest => ({
  ...buildRequest({ body: BODY }),
  body: Buffer.from(body),
});

const SIGNATURES: readonly Failure[] = [
  encoded((mac) => mac.toString('hex'), 'it is hex', 'raw octets', 'pack("H*"'),
  encoded((mac) => mac.toString('hex').toUpperCase(), 'it is hex'),
  encoded((mac) => mac.toString('base64url').replace(/^../, '-_'), 'it is base64url'),
  encoded((mac) => `${mac.toString('base64url').replace(/^../, '-_')}=`, 'it is base64url'),
  encoded(
    (mac) => Buffer.from(mac.toString('hex')).toString('base64'),
    'base64 of hex digits',
    'raw octets',
  ),
  encoded((mac) => mac.toString('base64').replace('=', ''), 'no padding'),
  encoded((mac) => mac.subarray(0, 20).toString('base64'), '20 octets of 32'),
  encoded((mac) => mac.toString('base64').replace(/^./, ' '), 'blanks'),
  encoded(() => '(MAC)', 'not base64 as an encoder writes it'),
  failure(
    ['F14', 'M', 'unknown_customer'],
    { customerId: 'nobody' },
    ['no customer has this ID', 'customer ID, not the App ID'],
    LIKE_WRONG_SECRET,
  ),
  failure(
    ['F15', 'M', 'credential_disabled'],
    { customerId: DISABLED_ID },
    ['disabled or rotated away', 'use a live one'],
    LIKE_WRONG_SECRET,
  ),
  {
    ...failure(['F16', 'M', 'digest_mismatch'], {}, [
      '9 octets',
      'hash the very octets that are sent',
    ]),
    request: withBody(`${BODY}\n`),
  },
  failure(['F16', 'M', 'digest_mismatch'], { digest: digestOfBody('').toLowerCase() }, [
    'SHA-256= in this case',
    '44 characters of base64',
  ]),
  failure(
    ['F17', 'M', 'authority_not_served'],
    { host: 'staging.agora.io' },
    ['staging.agora.io', 'check the base URL'],
    { ...LIKE_WRONG_SECRET, profile: { allowedAuthorities: [HOST] } },
  ),
  failure(['F18', 'M', 'signature_mismatch'], { line: `GET ${TARGET} HTTP/1.1` }, [
    'not of this request',
    'explain',
  ]),
];

const twice = (name: string): Failure =>
  failure(
    ['F20', '400', 'duplicate_header'],
    {
      fields: [
        [name, DATE],
        [name, DATE],
      ],
    },
    [`${name.toLowerCase()} arrived more than once`, 'find who adds the second'],
  );

const MESSAGES: readonly Failure[] = [
  ...['Host', 'Authorization', 'Date', 'X-Date', 'Digest'].map(twice),
  failure(['F21', '400', 'host_missing'], { host: null }, ['no Host']),
  failure(['F21', '400', 'target_form'], { target: `https://${HOST}/` }, ['begin with a slash']),
  failure(['F21', '400', 'target_form'], { method: 'get' }, ['capitals']),
  failure(['F21', '400', 'message_malformed'], { fields: [['X-Tag', 'a\r\nb']] }, [
    'X-Tag',
    'characters that no header can have',
  ]),
  failure(
    ['F21', '400', 'message_malformed'],
    {
      fields: [
        ['Content-Length', '1'],
        ['Transfer-Encoding', 'chunked'],
      ],
    },
    ['Content-Length and Transfer-Encoding'],
  ),
  failure(['F22', '413', 'body_too_large'], { body: 'x'.repeat(11) }, ['11 octets of at most 10'], {
    profile: { maxBodyBytes: 10 },
  }),
  failure(
    ['F22', '413', 'body_too_large'],
    { fields: [['Content-Length', '11']] },
    ['11 octets of at most 10'],
    { profile: { maxBodyBytes: 10 } },
  ),
  failure(['F23', '503', 'replay_store_unavailable'], {}, ['does not answer', 'retry'], {
    options: { replay: { addIfAbsent: () => Promise.reject(new Error('down')) } },
  }),
];

const judge = (
  { request, profile = {}, options = {} }: Failure,
  more: Partial<VerifyRequestOptions> = {},
): Promise<Outcome> =>
  outcomeOf(request, buildOptions({ name: 'strict', ...profile }, { ...options, ...more }));

const FAILURES = [...CREDENTIALS, ...DATES, ...SIGNATURES, ...MESSAGES];

const headersOf = ({ error }: Outcome): ReadonlyMap<string, string> =>
  new Map(error?.answer.headers);

describe('every failure', () => {
  it.each(FAILURES)('$id $code: $says', async (each) => {
    const outcome = await judge(each);
    expect(outcome).toMatchObject({ code: each.code, letter: each.letter });
    expect(outcome.error?.publicCode).toBe(each.publicCode ?? each.code);
    for (const part of each.says) expect(outcome.error?.message).toMatch(part);
  });

  it.each(FAILURES)(
    '$id $code shows the public code, a challenge if it is a 401, and no secret',
    async (each) => {
      const outcome = await judge(each);
      const headers = headersOf(outcome);
      expect(headers.get('X-Stagedoor-Error')).toBe(each.publicCode ?? each.code);
      const status = outcome.error?.answer.status;
      expect(headers.get('WWW-Authenticate')).toBe(status === 401 ? 'hmac' : undefined);
      expect(headers.has('Retry-After')).toBe(status === 503);
      const credential = each.request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
      const signature = /signature="([^"]{5,})"/.exec(credential)?.[1] ?? SECRET;
      const told = `${outcome.error?.message} ${JSON.stringify(outcome.error?.answer)}`;
      for (const secret of [SECRET, signature]) expect(told).not.toContain(secret);
    },
  );

  it.each(FAILURES)(
    '$id $code has the published text where the operator asks for it',
    async (each) => {
      const { error } = await judge(each, { refusalTexts: 'published' });
      const { message } = JSON.parse(error?.answer.body ?? '{}') as { readonly message?: string };
      const hasOwnText = !['C', 'D', 'M'].includes(each.letter);
      const kong = await judge(each);
      const own = JSON.parse(kong.error?.answer.body ?? '{}') as { readonly message?: string };
      expect(message).toBe(hasOwnText ? own.message : 'Invalid authentication credentials');
    },
  );

  it('is here, F01 to F23', () => {
    const wanted = Array.from({ length: 23 }, (_, i) => `F${String(i + 1).padStart(2, '0')}`);
    const shown = new Set([...FAILURES.map(({ id }) => id), REPLAYED]);
    expect([...shown].toSorted()).toEqual(wanted);
  });
});

const REPLAYED = 'F19';

describe('F19 replayed', () => {
  it('says what to do', async () => {
    const options = buildOptions();
    const request = buildRequest();
    expect(await outcomeOf(request, options)).toMatchObject({ letter: 'ok' });
    const outcome = await outcomeOf(request, options);
    expect(outcome).toMatchObject({ letter: 'M', code: 'replayed' });
    expect(outcome.error?.publicCode).toBe('replayed');
    expect(outcome.error?.message).toMatch('sign again with a new date');
    expect(outcome.error?.message).toMatch('X-Request-Id and list it');
  });

  it('is cured by an X-Request-Id that is listed', async () => {
    const options = buildOptions();
    const names = 'host date request-line digest x-request-id';
    for (const id of ['1', '2']) {
      const request = buildRequest({ names, fields: [['X-Request-Id', id]] });
      expect(await outcomeOf(request, options)).toMatchObject({ letter: 'ok' });
    }
  });
});

describe('the claimed customer ID', () => {
  const claimedBy = async (draft: RequestDraft): Promise<string | undefined> =>
    (await outcomeOf(buildRequest(draft), buildOptions())).error?.claimedId;

  it('is with each failure behind the grammar, for counting', async () => {
    expect(await claimedBy({ secret: 'wrong' })).toBe(CUSTOMER_ID);
    expect(await claimedBy({ customerId: 'nobody' })).toBe('nobody');
    expect(await claimedBy({ customerId: DISABLED_ID })).toBe(DISABLED_ID);
    expect(await claimedBy({ digest: digestOfBody('x') })).toBe(CUSTOMER_ID);
    expect(await claimedBy({ date: dateAt(NOW - 3600) })).toBe(CUSTOMER_ID);
    expect(await claimedBy({ names: 'date' })).toBe(CUSTOMER_ID);
  });

  it('is not there where no credential was read', async () => {
    expect(await claimedBy({ write: null })).toBeUndefined();
    expect(await claimedBy({ write: () => 'hmac nonsense' })).toBeUndefined();
  });
});
