import * as fc from 'fast-check';
import { createHash, createHmac } from 'node:crypto';
import { FINDING_KINDS } from '@stagedoor/token/explain';
import { describe, expect, it } from 'vitest';
import { explain } from '../test/explain-rows.js';
import { WRONG_BODIES, WRONG_DATES, WRONG_DIGESTS } from '../test/explained-bodies.js';
import { BASIC_CREDENTIALS, MISSING_CREDENTIALS } from '../test/explained-credentials.js';
import {
  SHOWN_TOKENS,
  TOKEN,
  TOKEN_006,
  WRONG_MESSAGE_SIGNATURES,
  WRONG_MESSAGES,
} from '../test/explained-messages.js';
import {
  ALL_KNOWN,
  APP_ID,
  authorizedBy,
  base64,
  basicOf,
  BODY,
  CERTIFICATE,
  CUSTOMER_ID,
  HOST,
  NOW,
  SECOND_SECRET,
  SECONDARY_CERTIFICATE,
  SECRET,
  signedBy,
  signingString,
  TARGET,
  type ExplainedRequest,
} from '../test/explained-request.js';
import {
  WRONG_FIELDS,
  WRONG_GRAMMAR,
  WRONG_KEYS,
  WRONG_LINES,
} from '../test/explained-signatures.js';
import { parametersWith, signedMessage, withSecret } from '../test/signed-messages.js';
import { explainRequest, type RequestReport } from './explain-request.js';
import { REQUEST_FINDING_KINDS } from './explain/finding-kinds.js';
import type { ReceivedRequest } from './request.js';

const EXPLAINED: readonly ExplainedRequest[] = [
  MISSING_CREDENTIALS,
  BASIC_CREDENTIALS,
  WRONG_GRAMMAR,
  WRONG_KEYS,
  WRONG_LINES,
  WRONG_FIELDS,
  WRONG_DATES,
  WRONG_BODIES,
  WRONG_DIGESTS,
  SHOWN_TOKENS,
  WRONG_MESSAGE_SIGNATURES,
  WRONG_MESSAGES,
].flat();

const kindsOf = ({ findings }: RequestReport): readonly string[] =>
  findings.map(({ kind }) => kind);

const SIGNALING = `/dev/v2/project/${APP_ID}/rtm/users/zoe/peer_messages`;
const MESSAGE = signedMessage({
  parameters: parametersWith({ keyid: `"${CUSTOMER_ID}"` }),
  sign: withSecret(SECRET),
  body: BODY,
});

/** Requests that are right, of every scheme. */
const SOUND: readonly (readonly [scheme: string, request: ReceivedRequest])[] = [
  ['basic', basicOf(CUSTOMER_ID, SECRET)],
  ['hmac', signedBy()],
  ['agora-token', { ...authorizedBy(`agora token=${TOKEN}`), target: SIGNALING }],
  [
    'agora-token',
    {
      ...authorizedBy(undefined, ['x-agora-token', TOKEN], ['x-agora-uid', 'zoe']),
      target: SIGNALING,
    },
  ],
  [
    'agora-token',
    {
      ...authorizedBy(undefined, ['x-agora-token', TOKEN_006], ['x-agora-uid', 'zoe']),
      target: SIGNALING,
    },
  ],
  ['message-signature', MESSAGE],
];

describe('explainRequest', () => {
  it('is shown a request for each kind', () => {
    const shown = new Set<string>(EXPLAINED.map(({ kind }) => kind));
    expect(REQUEST_FINDING_KINDS.filter((kind) => !shown.has(kind))).toEqual([]);
    const known: readonly string[] = [...REQUEST_FINDING_KINDS, ...FINDING_KINDS];
    expect([...shown].filter((kind) => !known.includes(kind))).toEqual([]);
  });

  it.each(SOUND)('finds nothing in a sound request of %s', async (scheme, request) => {
    const report = await explainRequest(request, ALL_KNOWN);
    expect(report).toMatchObject({ verdict: 'accepted', scheme, findings: [] });
    expect(report.code).toBeUndefined();
  });

  it.each(SOUND)('proves nothing of %s where nothing is known', async (scheme, request) => {
    const report = await explainRequest(request, { now: NOW });
    expect(report).toMatchObject({ verdict: 'unproven', scheme });
    expect(kindsOf(report)).toEqual(['unproven']);
  });

  it('says what the request is, and what it claims', async () => {
    const report = await explainRequest(signedBy(), ALL_KNOWN);
    expect(report).toMatchObject({ summary: `POST ${TARGET} to ${HOST}`, claimedId: CUSTOMER_ID });
    const token = { ...authorizedBy(`agora token=${TOKEN}`), target: SIGNALING };
    expect(await explainRequest(token, ALL_KNOWN)).toMatchObject({
      claimedId: APP_ID,
      token: { verdict: 'accepted', signedWith: 'primary' },
    });
  });

  it('rejects with the code of the verifier', async () => {
    const rejected: readonly (readonly [ReceivedRequest, string])[] = [
      [authorizedBy(undefined), 'credentials_missing'],
      [basicOf(CUSTOMER_ID, 'another'), 'wrong_secret'],
      [basicOf('zoe', SECRET), 'unknown_customer'],
      [signedBy({ key: 'another' }), 'signature_mismatch'],
      [signedBy({ sent: { body: 'x' } }), 'digest_mismatch'],
      [signedBy({ date: 'Sat, 21 Nov 2026 05:30:00 GMT' }), 'date_outside_window'],
      [{ ...authorizedBy('agora token=007eJx'), target: SIGNALING }, 'token_refused'],
    ];
    for (const [request, code] of rejected) {
      expect(await explainRequest(request, ALL_KNOWN)).toMatchObject({ verdict: 'rejected', code });
    }
  });

  it('goes on behind the first refusal', async () => {
    const request = signedBy({
      date: 'Sat, 21 Nov 2026 05:30:00 GMT',
      host: 'localhost',
      sent: { host: HOST, body: '{"region":"cn","note":"café/1"}' },
    });
    const report = await explainRequest(request, ALL_KNOWN);
    expect(report.code).toBe('date_outside_window');
    expect(kindsOf(report)).toEqual(['date_time_zone', 'host_other', 'digest_of_rewritten_json']);
  });

  it('judges by the profile', async () => {
    const request = signedBy({ date: 'Sat, 21 Nov 2026 06:30:00 UTC' });
    expect(await explainRequest(request, ALL_KNOWN)).toMatchObject({ code: 'date_malformed' });
    const lenient = await explainRequest(request, { ...ALL_KNOWN, profile: 'agora' });
    expect(lenient).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  it('takes the digest of a body in place of the body', async () => {
    const sha256 = createHash('sha256').update(BODY).digest();
    const body = { sha256, byteLength: 36 };
    expect(await explainRequest({ ...signedBy(), body }, ALL_KNOWN)).toMatchObject({
      verdict: 'accepted',
    });
    const other = { ...body, sha256: createHash('sha256').update('x').digest() };
    const report = await explainRequest({ ...signedBy(), body: other }, ALL_KNOWN);
    expect(kindsOf(report)).toEqual(['digest_mismatch', 'body_length_differs']);
  });

  it('does not judge a body that is not known', async () => {
    const known = { ...ALL_KNOWN, isBodyUnknown: true };
    const report = await explainRequest({ ...signedBy(), body: undefined }, known);
    expect(report.verdict).toBe('unproven');
    expect(kindsOf(report)).toEqual(['body_unknown', 'unproven']);
  });
});

describe('the signing strings', () => {
  it('are that of the server alone, where the client signed the same or it is not known what', async () => {
    const lines = signingString().split('\n');
    for (const request of [signedBy(), signedBy({ key: 'another secret' })]) {
      expect((await explainRequest(request, ALL_KNOWN)).signing).toEqual({ server: lines });
    }
  });

  it('are both, with the first difference, where it was found what the client signed', async () => {
    const [path = ''] = TARGET.split('?');
    const request = signedBy({ target: path, sent: { target: TARGET } });
    const { signing } = await explainRequest(request, ALL_KNOWN);
    expect(signing).toEqual({
      server: signingString().split('\n'),
      client: signingString({ target: path }).split('\n'),
      clientIs: 'found',
      difference: { line: 3, column: `POST ${path}`.length + 1 },
    });
  });

  it('are both where the client says what it signed', async () => {
    const clientSigningString = signingString().replace('host: api', 'host: API');
    const report = await explainRequest(signedBy({ key: 'x' }), {
      ...ALL_KNOWN,
      clientSigningString,
    });
    expect(report.signing).toMatchObject({
      client: clientSigningString.split('\n'),
      clientIs: 'given',
      difference: { line: 1, column: 7 },
    });
  });

  it('find the fault in the key, where the client signed what it says', async () => {
    const clientSigningString = signingString({ host: 'localhost' });
    const request = signedBy({ host: 'localhost', key: `${SECRET}\n`, sent: { host: HOST } });
    const report = await explainRequest(request, { ...ALL_KNOWN, clientSigningString });
    expect(kindsOf(report)).toEqual(['secret_with_blanks', 'host_other']);
    expect(report.findings[0]?.message).toContain('one of two mistakes');
  });

  it('are those of the base, for message-signature', async () => {
    const { signing } = await explainRequest(MESSAGE, ALL_KNOWN);
    expect(signing?.server[0]).toBe('"@method": GET');
    expect(signing?.server.at(-1)).toMatch(/^"@signature-params": \("@method"/);
    const clientSigningString = signing?.server.join('\n').replace('GET', 'get') ?? '';
    const other = await explainRequest(MESSAGE, { ...ALL_KNOWN, clientSigningString });
    expect(other.signing?.difference).toEqual({ line: 1, column: 12 });
  });
});

const MARKS = [
  SECRET,
  SECOND_SECRET,
  CERTIFICATE,
  SECONDARY_CERTIFICATE,
  TOKEN.slice(3, 60),
  TOKEN_006.slice(40, 90),
  base64(`${CUSTOMER_ID}:${SECRET}`).slice(60),
  base64(SECRET).slice(4, 30),
  createHash('sha256').update(SECRET).digest('hex'),
];

/** Every signature that was sent. */
function sentSignatures({ headers }: ReceivedRequest): readonly string[] {
  const values = headers.map(([, value]) => value).join('\n');
  const signatures = [...values.matchAll(/(?:signature=["']?|sig1=:)(?<text>[^"':,\s]{20,})/g)];
  return signatures.map(({ groups }) => groups?.['text'] ?? '');
}

/** Signatures that would be right. */
const rightSignatures = ({ signing }: RequestReport): readonly string[] =>
  [SECRET, SECOND_SECRET].flatMap((key) => {
    const mac = createHmac('sha256', key)
      .update(signing?.server.join('\n') ?? '', 'latin1')
      .digest();
    return [mac.toString('base64'), mac.toString('hex')];
  });

describe('no report', () => {
  it('tells a secret, a token or a signature', async () => {
    for (const explained of EXPLAINED) {
      const report = await explain(explained);
      const said = JSON.stringify(report).toLowerCase();
      const marks = [...MARKS, ...sentSignatures(explained.request), ...rightSignatures(report)];
      for (const mark of marks) expect(said).not.toContain(mark.toLowerCase());
    }
  });

  it('tells a secret in the place of a host, a method or a name', async () => {
    const requests = [
      signedBy({ sent: { host: `${SECRET}.example.com` } }),
      signedBy({ sent: { method: `X${SECRET}`.toUpperCase() } }),
      signedBy({
        names: `date host request-line digest ${SECRET}`,
        write: ([date, host, ...rest]) => [host, date, ...rest].join('\n'),
        sent: { headers: [[SECRET, '']] },
      }),
    ];
    for (const request of requests) {
      const { findings, summary, signing } = await explainRequest(request, ALL_KNOWN);
      expect(findings[0]?.kind).toMatch(/^(?:host_other|target_form|names_order)$/);
      const said = JSON.stringify({ findings, summary, signing });
      expect(said.toLowerCase()).not.toContain(SECRET.toLowerCase());
    }
  });

  it('tells a credential that is signed or in the URL', async () => {
    const request = signedBy({
      target: `${TARGET}&customer_secret=Zm9vYmFyYmF6&access_token=sesame-opens`,
      names: 'host date request-line digest cookie x-agora-token',
      key: 'x',
      sent: {
        headers: [
          ['Cookie', 'session=cookie-monster'],
          ['X-Agora-Token', 'sesame-street'],
        ],
      },
    });
    const said = JSON.stringify(await explainRequest(request, ALL_KNOWN));
    for (const mark of ['Zm9vYmFy', 'sesame', 'cookie-monster']) expect(said).not.toContain(mark);
    expect(said).toContain('cookie: …');
  });

  it('fails, whatever is sent', async () => {
    const word = fc.oneof(
      fc.constantFrom(
        'hmac ',
        'Basic ',
        'agora token=',
        'username="',
        '"',
        ',',
        '=',
        '\n',
        '{{x}}',
      ),
      fc.string(),
    );
    const value = fc.array(word, { maxLength: 8 }).map((words) => words.join(''));
    const name = fc.constantFrom(
      'Authorization',
      'Date',
      'Digest',
      'Host',
      'Signature',
      'Signature-Input',
      'Content-Digest',
      'x-agora-token',
      'Content-Length',
    );
    const headers = fc.array(fc.tuple(name, value), { maxLength: 6 });
    const request = fc.record({
      method: fc.constantFrom('GET', 'post', ''),
      target: fc.oneof(fc.webPath({ size: 'small' }), fc.string()),
      headers,
      body: fc.uint8Array({ maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(request, fc.constantFrom(ALL_KNOWN, {}), async (sent, known) => {
        const { verdict, findings } = await explainRequest(sent, known);
        expect(verdict === 'rejected').toBe(findings.some(({ severity }) => severity === 'fatal'));
      }),
      { numRuns: 200 },
    );
  });

  it('takes long for a long header', async () => {
    const startedAt = performance.now();
    for (const text of ['a="', 'a=b,', "'", '= ', '{{', '<a', '$(']) {
      for (const scheme of ['hmac ', 'Basic ', 'agora ', '']) {
        await explainRequest(authorizedBy(scheme + text.repeat(30_000)), ALL_KNOWN);
      }
    }
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});
