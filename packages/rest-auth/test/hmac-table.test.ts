import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type AuthError,
  type CustomerKeys,
  hmac,
  type Principal,
  type ProfileOptions,
  type ReceivedRequest,
  verifyRequestHead,
  type VerifyRequestOptions,
} from '../src/index.js';
import { type Outcome, outcomeOf } from './hmac-outcome.js';
import {
  buildOptions,
  buildRequest,
  CUSTOMER_ID,
  digestOfBody,
  type RequestDraft,
  SECOND_SECRET,
  SECRET,
  TWO_SECRETS_ID,
  writeCredential,
} from './hmac-request.js';
import { BODY_ROWS } from './hmac-rows/body-rows.js';
import { COVERED_ROWS } from './hmac-rows/covered-rows.js';
import { CREDENTIAL_ROWS } from './hmac-rows/credential-rows.js';
import { DATE_ROWS } from './hmac-rows/date-rows.js';
import { REQUEST_LINE_ROWS } from './hmac-rows/request-line-rows.js';
import type { Row } from './hmac-rows/row.js';

const ROWS: readonly Row[] = [
  ...CREDENTIAL_ROWS,
  ...DATE_ROWS,
  ...COVERED_ROWS,
  ...REQUEST_LINE_ROWS,
  ...BODY_ROWS,
];

/** One input of the table that takes more than one request, or more than the letter. */
interface Scenario {
  readonly id: string;
  readonly input: string;
  readonly run: (name: ProfileOptions['name']) => Promise<void>;
}

const lettersOf = (outcomes: readonly Outcome[]): string =>
  outcomes.map(({ letter, code }) => [letter, code].filter(Boolean).join(' ')).join(', ');

/** What becomes of requests that come one after the other. */
async function sendInTurn(
  options: VerifyRequestOptions,
  ...requests: readonly ReceivedRequest[]
): Promise<string> {
  const outcomes: Outcome[] = [];
  for (const request of requests) outcomes.push(await outcomeOf(request, options));
  return lettersOf(outcomes);
}

const challengeOf = (error: AuthError | undefined): string | undefined =>
  error?.answer.headers.find(([name]) => name === 'WWW-Authenticate')?.[1];

const signedWith = async (draft: RequestDraft): Promise<string | undefined> => {
  const { principal } = await outcomeOf(buildRequest(draft), buildOptions());
  return principal?.kind === 'customer' ? principal.signedWith : undefined;
};

const UNSIGNED = buildRequest({ write: null });
const POST = buildRequest({ body: '{}' });
const GET = buildRequest({ method: 'GET' });
const SPELLINGS: readonly ReceivedRequest[] = [
  buildRequest({ body: '{}', write: (parts) => writeCredential(parts).replace('hmac', 'HMAC') }),
  buildRequest({
    body: '{}',
    write: ({ username, algorithm, headers, signature }) =>
      `hmac SIGNATURE="${signature}",headers="${headers}"\t, algorithm="${algorithm}" ,username="${username}"`,
  }),
  buildRequest({ body: '{}', fields: [['X-Unsigned', 'more']] }),
];

const SCENARIOS: readonly Scenario[] = [
  {
    id: 'K01',
    input: 'the challenge, with a realm if there is one',
    run: async (profile) => {
      const { error } = await outcomeOf(UNSIGNED, buildOptions(profile));
      expect(challengeOf(error)).toBe('hmac');
      const schemes = [hmac({ realm: 'stage "1"' })];
      const named = await outcomeOf(UNSIGNED, buildOptions(profile, { schemes }));
      expect(challengeOf(named.error)).toBe('hmac realm="stage \\"1\\""');
    },
  },
  {
    id: 'K04',
    input: 'the customer is that of Authorization',
    run: async (profile) => {
      const other = buildRequest({ customerId: TWO_SECRETS_ID }).headers.at(-1)?.[1] ?? '';
      const request = buildRequest({ fields: [['Proxy-Authorization', other]] });
      const { principal } = await outcomeOf(request, buildOptions(profile));
      expect(principal).toMatchObject({ customerId: CUSTOMER_ID });
    },
  },
  {
    id: 'K66',
    input: 'the log learns which secret it was, an answer does not',
    run: async (profile) => {
      expect(await signedWith({ customerId: TWO_SECRETS_ID })).toBe('primary');
      const bySecond = { customerId: TWO_SECRETS_ID, secret: SECOND_SECRET };
      expect(await signedWith(bySecond)).toBe('secondary');
      const body = 'x'.repeat(2_000_000);
      const [first, second] = await Promise.all(
        [{ customerId: TWO_SECRETS_ID }, bySecond].map((draft) =>
          outcomeOf(buildRequest({ ...draft, body }), buildOptions(profile)),
        ),
      );
      expect(first?.error?.answer).toEqual(second?.error?.answer);
      expect(first?.letter).toBe('413');
    },
  },
  {
    id: 'K70',
    input: 'a body that was hashed while it was read',
    run: async (profile) => {
      const body = 'x'.repeat(100_000);
      const sha256 = createHash('sha256').update(body).digest();
      const request = { ...buildRequest({ digest: digestOfBody(body) }) };
      const judge = (byteLength: number, hash: Uint8Array): Promise<string> =>
        sendInTurn(buildOptions(profile), { ...request, body: { sha256: hash, byteLength } });
      expect(await judge(body.length, sha256)).toBe('ok');
      expect(await judge(body.length, sha256.subarray(1))).toBe('M digest_mismatch');
      expect(await judge(2 ** 20 + 1, sha256)).toBe('413 body_too_large');
    },
  },
  {
    id: 'K70',
    input: 'the head is proven before an octet of the body is read',
    run: async (profile) => {
      const pending = await verifyRequestHead(POST, buildOptions(profile));
      expect(pending).toMatchObject({ scheme: 'hmac', needsBody: true });
      const wrong = { ...POST, headers: buildRequest({ secret: 'wrong' }).headers };
      await expect(verifyRequestHead(wrong, buildOptions(profile))).rejects.toMatchObject({
        code: 'signature_mismatch',
      });
    },
  },
  {
    id: 'K73',
    input: 'the same request again',
    run: async (profile) => {
      const wanted = profile === 'strict' ? 'ok, M replayed' : 'ok, ok';
      expect(await sendInTurn(buildOptions(profile), POST, POST)).toBe(wanted);
      // Equal requests of one second that change nothing are let pass, unless the operator says otherwise.
      expect(await sendInTurn(buildOptions(profile), GET, GET)).toBe('ok, ok');
      const refusing = buildOptions({ name: profile, replay: 'refuse' });
      expect(await sendInTurn(refusing, GET, GET, POST, POST)).toBe(
        'ok, M replayed, ok, M replayed',
      );
    },
  },
  {
    id: 'K74',
    input: 'the same MAC in other spellings',
    run: async (profile) => {
      const rest = SPELLINGS.map(() => (profile === 'strict' ? 'M replayed' : 'ok'));
      const outcomes = await sendInTurn(buildOptions(profile), POST, ...SPELLINGS);
      expect(outcomes).toBe(['ok', ...rest].join(', '));
    },
  },
  {
    id: 'K75',
    input: 'a wrong or changed request first, the right one after it',
    run: async (profile) => {
      const changed = { ...POST, body: Buffer.from('{"a":1}') };
      const wrong = buildRequest({ body: '{}', secret: 'wrong' });
      expect(await sendInTurn(buildOptions(profile), changed, wrong, changed, POST)).toBe(
        'M digest_mismatch, M signature_mismatch, M digest_mismatch, ok',
      );
    },
  },
  {
    id: 'K76',
    input: 'nobody is let pass as somebody',
    run: async (name) => {
      const anonymous = { name, anonymous: CUSTOMER_ID } as ProfileOptions;
      await expect(outcomeOf(UNSIGNED, buildOptions(anonymous))).rejects.toMatchObject({
        code: 'invalid_auth_option',
      });
      expect(await sendInTurn(buildOptions(name), UNSIGNED)).toBe('U credentials_missing');
    },
  },
  {
    id: 'K77',
    input: 'identity headers of the client',
    run: async (profile) => {
      const fields = [
        ['X-Consumer-Username', 'admin'],
        ['X-Consumer-Custom-ID', 'admin'],
        ['X-Consumer-ID', 'admin'],
        ['X-Credential-Identifier', 'admin'],
        ['X-Anonymous-Consumer', 'true'],
      ] as const;
      const spoofed = buildRequest({ write: null, fields });
      expect(await sendInTurn(buildOptions(profile), spoofed)).toBe('U credentials_missing');
      const { principal } = await outcomeOf(buildRequest({ fields }), buildOptions(profile));
      expect(principal).toEqual({
        kind: 'customer',
        scheme: 'hmac',
        customerId: CUSTOMER_ID,
        signedWith: 'primary',
      } satisfies Principal);
    },
  },
  {
    id: 'K78',
    input: 'what a lookup says anew counts at once',
    run: async (profile) => {
      let keys: CustomerKeys | undefined = { secrets: [SECRET] };
      const options = buildOptions(profile, { lookup: { findCustomer: () => keys } });
      expect(await sendInTurn(options, GET)).toBe('ok');
      keys = { secrets: [SECOND_SECRET] };
      expect(await sendInTurn(options, GET)).toBe('M signature_mismatch');
      keys = { secrets: [SECOND_SECRET, SECRET] };
      expect(await sendInTurn(options, GET)).toBe('ok');
      keys = { secrets: [SECRET], disabled: true };
      expect(await sendInTurn(options, GET)).toBe('M credential_disabled');
      keys = undefined;
      const wanted = profile === 'strict' ? 'M unknown_customer' : 'C unknown_customer';
      expect(await sendInTurn(options, GET)).toBe(wanted);
    },
  },
  {
    id: 'K79',
    input: 'the body of an answer is one message',
    run: async (profile) => {
      const { error } = await outcomeOf(buildRequest({ secret: 'wrong' }), buildOptions(profile));
      expect(error?.answer.body).toBe('{"message":"HMAC signature does not match"}');
    },
  },
];

describe.each(['strict', 'agora'] as const)('the conformance table, %s', (name) => {
  it.each(ROWS.map((each) => ({ ...each, expected: each[name] })))(
    '$id $input: $expected',
    async ({ request, profile, expected }) => {
      const { letter, code } = await outcomeOf(request, buildOptions({ name, ...profile }));
      const isCodeWanted = expected.includes(' ');
      expect(isCodeWanted ? `${letter} ${code}` : letter).toBe(expected);
    },
  );

  it.each(SCENARIOS)('$id $input', async ({ run }) => {
    expect.hasAssertions();
    await run(name);
  });
});

it('has every row of the table', () => {
  const wanted = Array.from({ length: 79 }, (_, i) => `K${String(i + 1).padStart(2, '0')}`);
  const shown = new Set([...ROWS, ...SCENARIOS].map(({ id }) => id));
  expect([...shown].toSorted()).toEqual(wanted);
});
