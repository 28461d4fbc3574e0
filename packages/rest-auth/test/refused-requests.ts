import { rtm } from '@stagedoor/token';
import { issueToken006 } from '@stagedoor/token/006';
import type { AgoraTokenExpectation } from '../src/agora-token.js';
import { type CredentialLookup, type HeaderPairs, signRequest } from '../src/index.js';
import {
  APP_ID,
  CUSTOMER_SECRET,
  LOOKUP,
  NO_APP_ID,
  NOW,
  OTHER_SECRET,
  PRIMARY,
  type RefusedRequest,
  RTM,
  SECONDARY,
  STRANGE_CERTIFICATE,
  verifyMarked,
} from './marked-credentials.js';
import { REFUSED_BY_HMAC, signMarked } from './refused-by-hmac.js';
import { sampleToken, withHeaders } from './sample-tokens.js';

const encode = (text: string): string => Buffer.from(text).toString('base64');
const basicOf = (customerId: string, customerSecret: string): HeaderPairs => [
  ['Authorization', `Basic ${encode(`${customerId}:${customerSecret}`)}`],
];
const RIGHT = basicOf('zoe', CUSTOMER_SECRET);
const withBasic = (value: string): Promise<unknown> =>
  verifyMarked(withHeaders(['Authorization', value]));

const BASIC: readonly RefusedRequest[] = [
  {
    code: 'authorization_malformed',
    what: 'a secret in plain text',
    run: () => withBasic(`Basic zoe:${CUSTOMER_SECRET}`),
  },
  {
    code: 'authorization_malformed',
    what: 'no colon',
    run: () => withBasic(`Basic ${encode(CUSTOMER_SECRET)}`),
  },
  {
    code: 'authorization_malformed',
    what: 'no UTF-8',
    run: () =>
      withBasic(
        `Basic ${Buffer.from(`zoe:\u00ff${CUSTOMER_SECRET}`, 'latin1').toString('base64')}`,
      ),
  },
  {
    code: 'authorization_malformed',
    what: 'two credentials',
    run: () => withBasic(`${RIGHT[0]?.[1]}, ${RIGHT[0]?.[1]}`),
  },
  {
    code: 'scheme_not_allowed',
    what: 'another word',
    run: () => withBasic(`Bearer ${CUSTOMER_SECRET}`),
  },
  { code: 'scheme_not_allowed', what: 'the secret alone', run: () => withBasic(CUSTOMER_SECRET) },
  {
    code: 'authorization_too_long',
    what: 'many secrets',
    run: () => withBasic(`Basic ${CUSTOMER_SECRET.repeat(200)}`),
  },
  {
    code: 'wrong_secret',
    what: 'one more letter',
    run: () => verifyMarked(withHeaders(...basicOf('zoe', `${CUSTOMER_SECRET}x`))),
  },
  {
    code: 'unknown_customer',
    what: 'nobody',
    run: () => verifyMarked(withHeaders(...basicOf('gone', CUSTOMER_SECRET))),
  },
  {
    code: 'credential_disabled',
    what: 'disabled',
    run: () => verifyMarked(withHeaders(...basicOf('off', OTHER_SECRET))),
  },
];

const MESSAGE: readonly RefusedRequest[] = [
  {
    code: 'credentials_missing',
    what: 'the secret elsewhere',
    run: () => verifyMarked(withHeaders(['X-Secret', CUSTOMER_SECRET])),
  },
  {
    code: 'duplicate_header',
    what: 'two credentials',
    run: () => verifyMarked(withHeaders(...RIGHT, ...RIGHT)),
  },
  {
    code: 'host_missing',
    what: 'no host',
    run: () => verifyMarked({ method: 'GET', target: '/', headers: RIGHT }),
  },
  {
    code: 'target_form',
    what: 'a secret behind the mark of fragments',
    run: () => verifyMarked({ ...withHeaders(...RIGHT), target: `/#${CUSTOMER_SECRET}` }),
  },
  {
    code: 'target_form',
    what: 'a method in small letters',
    run: () => verifyMarked({ ...withHeaders(...RIGHT), method: `get ${CUSTOMER_SECRET}` }),
  },
  {
    code: 'message_malformed',
    what: 'a line end',
    run: () => verifyMarked(withHeaders(['Authorization', `Basic ${CUSTOMER_SECRET}\r\n`])),
  },
  {
    code: 'message_malformed',
    what: 'a secret in the place of a name',
    run: () => verifyMarked(withHeaders([`Basic ${CUSTOMER_SECRET}`, 'a'])),
  },
  {
    code: 'message_malformed',
    what: 'two framings',
    run: () =>
      verifyMarked(
        withHeaders(...RIGHT, ['Content-Length', '1'], ['Transfer-Encoding', 'chunked']),
      ),
  },
  {
    code: 'head_too_large',
    what: 'a long cookie',
    run: () => verifyMarked(withHeaders(['Cookie', CUSTOMER_SECRET.repeat(600)])),
  },
];

const issued = (options: Parameters<typeof sampleToken>[1] = {}, userId = 'zoe'): string =>
  sampleToken([rtm({ userId })], { appId: APP_ID, certificate: PRIMARY, ...options });
const shown = (text: string): HeaderPairs => [['Authorization', `agora token=${text}`]];
const withToken = (text: string, expectation?: AgoraTokenExpectation): Promise<unknown> =>
  verifyMarked(withHeaders(...shown(text)), {}, expectation);
const withPair = (token: string, uid: string): Promise<unknown> =>
  verifyMarked(withHeaders(['X-Agora-Token', token], ['X-Agora-Uid', uid]));
const old = (certificate: string): string =>
  issueToken006({ appId: APP_ID, certificate, userId: 'zoe', issuedAt: NOW });

const TOKENS: readonly RefusedRequest[] = [
  {
    code: 'authorization_malformed',
    what: 'no name',
    run: () => verifyMarked(withHeaders(['Authorization', `agora ${issued()}`])),
  },
  { code: 'authorization_malformed', what: 'quotes', run: () => withToken(`"${issued()}"`) },
  {
    code: 'token_pair_incomplete',
    what: 'no user',
    run: () => verifyMarked(withHeaders(['X-Agora-Token', issued()])),
  },
  {
    code: 'authorization_too_long',
    what: 'a long pair',
    run: () => withPair(issued().repeat(40), 'zoe'),
  },
  {
    code: 'unknown_project',
    what: 'no project',
    run: () => withToken(issued({ appId: NO_APP_ID }), { ...RTM, appId: NO_APP_ID }),
  },
  { code: 'token_refused', what: 'half of it', run: () => withToken(issued().slice(0, 83)) },
  {
    code: 'token_refused',
    what: 'another alphabet',
    run: () => withToken(`${issued().slice(0, 30)}_${issued().slice(30)}`),
  },
  {
    code: 'token_refused',
    what: 'a certificate in the place of the token',
    run: () => withToken(PRIMARY),
  },
  {
    code: 'token_refused',
    what: 'a certificate behind the version',
    run: () => withToken(`007${PRIMARY}`),
  },
  {
    code: 'token_refused',
    what: 'App ID and certificate exchanged',
    run: () => withToken(issued({ appId: PRIMARY, certificate: APP_ID })),
  },
  {
    code: 'token_refused',
    what: 'another certificate',
    run: () => withToken(issued({ certificate: STRANGE_CERTIFICATE })),
  },
  { code: 'token_refused', what: 'over', run: () => withToken(issued({ issuedAt: NOW - 9000 })) },
  { code: 'token_refused', what: 'another user', run: () => withToken(issued({}, 'adam')) },
  {
    code: 'token_refused',
    what: 'another service',
    run: () => withToken(issued(), { appId: APP_ID, service: 'rtc' }),
  },
  {
    code: 'token_refused',
    what: 'another user in the pair',
    run: () => withPair(issued(), 'adam'),
  },
  {
    code: 'token_refused',
    what: 'another user in a pair of format 006',
    run: () => withPair(old(PRIMARY), 'adam'),
  },
  {
    code: 'token_refused',
    what: 'another certificate in format 006',
    run: () => withPair(old(STRANGE_CERTIFICATE), 'zoe'),
  },
  {
    code: 'secondary_certificate',
    what: 'the secondary',
    run: () => withToken(issued({ certificate: SECONDARY })),
  },
  {
    code: 'token_life_too_long',
    what: 'two days',
    run: () => withToken(issued({ expiresInSeconds: 172_800, allowLongExpiry: true })),
  },
];

const unsigned = { method: 'GET', authority: 'api.agora.io', target: '/' };
const badProject: CredentialLookup = {
  ...LOOKUP,
  findProject: () => ({ certificates: [`${PRIMARY}0`] }),
};

const MISTAKES: readonly RefusedRequest[] = [
  {
    code: 'invalid_auth_option',
    what: 'a certificate that is none',
    run: () => verifyMarked(withHeaders(...shown(issued())), { lookup: badProject }),
  },
  {
    code: 'invalid_auth_option',
    what: 'a token that is none, to sign with',
    run: () =>
      signRequest(unsigned, {
        scheme: 'agora-token',
        credential: { token: ` ${issued()}` },
        now: NOW,
      }),
  },
  {
    code: 'invalid_auth_option',
    what: 'a token without its user, to sign with',
    run: () =>
      signRequest(unsigned, {
        scheme: 'agora-token',
        credential: { token: issued(), asPair: true },
        now: NOW,
      }),
  },
  {
    code: 'invalid_auth_option',
    what: 'a colon in the ID, to sign with',
    run: () =>
      signRequest(unsigned, {
        scheme: 'basic',
        credential: { customerId: `zoe:${CUSTOMER_SECRET}`, customerSecret: CUSTOMER_SECRET },
        now: NOW,
      }),
  },
  {
    code: 'invalid_auth_option',
    what: 'a quote in the ID, to sign with',
    run: () =>
      signRequest(unsigned, {
        scheme: 'hmac',
        credential: { customerId: `"${CUSTOMER_SECRET}`, customerSecret: CUSTOMER_SECRET },
        now: NOW,
      }),
  },
  {
    code: 'invalid_auth_option',
    what: 'no time, to sign with',
    run: () =>
      signRequest(unsigned, {
        scheme: 'hmac',
        credential: { customerId: 'zoe', customerSecret: CUSTOMER_SECRET },
        now: Number.NaN,
      }),
  },
];

/** Every way in which a request of Basic, `hmac` or a token fails, each with a secret or token that is marked. */
export const REFUSED_REQUESTS: readonly RefusedRequest[] = [
  ...BASIC,
  ...MESSAGE,
  ...REFUSED_BY_HMAC,
  ...TOKENS,
  ...MISTAKES,
];

/** What must not come out, beside the marks above: texts that are made with them. */
export async function listDerivedTexts(): Promise<readonly string[]> {
  const { headers } = await signMarked({});
  const authorization = headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
  const signature = /signature="(?<text>[^"]*)"/.exec(authorization)?.groups?.['text'] ?? '';
  const tokens = [
    issued(),
    issued({ certificate: SECONDARY }),
    issued({ certificate: STRANGE_CERTIFICATE }),
  ];
  return [
    encode(`zoe:${CUSTOMER_SECRET}`),
    signature,
    Buffer.from(signature, 'base64').toString('hex'),
    ...tokens.map((text) => text.slice(3)),
    old(PRIMARY).slice(35),
  ];
}
