import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, CUSTOMER_SECRET, FOREIGN_CERTIFICATE } from '../test/explained-token.js';
import { EXPLAINED_TOKENS, SOUND_TOKENS } from '../test/explained-tokens.js';
import {
  APP_ID,
  CERTIFICATE,
  forgeContent,
  forgeService,
  forgeToken,
  ISSUED_AT,
  OTHER_CERTIFICATE,
} from '../test/forge-token.js';
import { outcomeOf } from '../test/catch-token-error.js';
import { mutateBytes } from '../test/mutate.js';
import { RandomSource } from '../test/random-source.js';
import { sampleIssue } from '../test/sample-options.js';
import { explainToken, type TokenReport } from './explain-token.js';
import { FINDING_KINDS } from './explain/finding-kinds.js';
import type { KnownFacts } from './explain/parse-known.js';
import { issueToken } from './issue-token.js';
import type { RtcPrivilege } from './services/rtc.js';
import { verifyToken } from './verify-token.js';

const kindsOf = ({ findings }: TokenReport): readonly string[] => findings.map(({ kind }) => kind);

describe('explainToken', () => {
  it.each(EXPLAINED_TOKENS)(
    'finds $kind: $name',
    ({ token, known = ALL_KNOWN, kind, severity = 'fatal', says = '' }) => {
      const report = explainToken(token, known);
      const found = report.findings.find((finding) => finding.kind === kind);
      expect(found).toMatchObject({ kind, severity });
      expect(found?.message).toMatch(says);
      const first = severity === 'fatal' ? report.findings[0] : found;
      expect(first?.kind).toBe(kind);
      expect(report.verdict === 'rejected').toBe(
        report.findings.some((finding) => finding.severity === 'fatal'),
      );
    },
  );

  it('has a token for each kind', () => {
    const shown = new Set(EXPLAINED_TOKENS.map(({ kind }) => kind));
    expect(FINDING_KINDS.filter((kind) => !shown.has(kind))).toEqual([]);
  });

  it.each(SOUND_TOKENS)('finds nothing in a sound token: $name', ({ token, known }) => {
    expect(explainToken(token, known)).toMatchObject({ verdict: 'accepted', findings: [] });
  });

  it('says what a token says, and who signed it', () => {
    const token = issueToken(sampleIssue({ certificate: OTHER_CERTIFICATE }));
    expect(explainToken(token, ALL_KNOWN)).toMatchObject({
      verdict: 'accepted',
      signedWith: 'secondary',
      claims: { appId: APP_ID, issuedAt: ISSUED_AT, services: [{ channel: 'stage-1', uid: '7' }] },
    });
  });

  it('explains a repaired token further', () => {
    const token = `Bearer "${encodeURIComponent(issueToken(sampleIssue()))}"\n`;
    const report = explainToken(token, { ...ALL_KNOWN, channel: 'lobby', now: ISSUED_AT + 9999 });
    expect(report).toMatchObject({ verdict: 'rejected', claims: { appId: APP_ID } });
    expect(kindsOf(report)).toEqual([
      'url_encoded',
      'surrounding_spaces',
      'header_prefix',
      'quoted',
      'expired',
      'wrong_channel',
    ]);
  });

  it('sorts by severity, then by likelihood', () => {
    const token = forgeToken({ expiresInSeconds: 604_800, certificate: OTHER_CERTIFICATE });
    const report = explainToken(token, { ...ALL_KNOWN, channel: 'lobby', uid: 8 });
    expect(kindsOf(report)).toEqual([
      'wrong_channel',
      'wrong_uid',
      'over_24_hours',
      'secondary_certificate',
      'subscriber_only',
    ]);
  });

  it('looks at the entry that is nearest', () => {
    const services = [
      forgeService(1, [[1, 0]], ['a', '7']),
      forgeService(1, [[1, 0]], ['b', '8']),
      forgeService(1, [[1, 0]], ['b', '9']),
    ];
    const known = { ...ALL_KNOWN, channel: 'b', uid: 9, privileges: ['publishAudioStream'] };
    expect(kindsOf(explainToken(forgeToken({ services }), known))).toEqual([
      'privilege_missing',
      'subscriber_only',
      'repeated_services',
    ]);
  });

  it('takes any value for a text', () => {
    const silent = Object.assign(() => undefined, { toString: undefined });
    for (const value of [undefined, null, 7, {}, [], Symbol('a'), Object.create(null), silent]) {
      expect(explainToken(value as never).verdict).toBe('rejected');
    }
  });

  it.each([
    null,
    CERTIFICATE,
    7,
    [CERTIFICATE],
    { otherCertificates: 'zz' },
    { use: 'joyn' },
    { allowWildcardChannel: 'no' },
    { allowWildcardUid: null },
  ])('says what of the facts cannot be used, and does without: %j', (known) => {
    const report = explainToken(forgeToken({}), known as never);
    const found = report.findings.find(({ kind }) => kind === 'unusable_option');
    expect(found).toMatchObject({ severity: 'warning' });
    expect(found?.message).not.toMatch(/zz|joyn|"no"/);
    expect(found?.message).not.toContain(CERTIFICATE);
  });

  const CUT = issueToken(sampleIssue()).slice(0, 91);
  it.each([
    [CUT, ['truncated']],
    [`Bearer ${CUT}`, ['truncated', 'header_prefix']],
    [`"${CUT}"`, ['truncated', 'quoted']],
    [` Bearer "${CUT}"\n`, ['truncated', 'surrounding_spaces', 'header_prefix', 'quoted']],
    [JSON.stringify({ token: CUT }), ['truncated', 'json_answer']],
    [`<${APP_ID}>`, ['app_id_as_token', 'quoted']],
    [`'${CERTIFICATE}'`, ['certificate_as_token', 'quoted']],
    ['""', ['empty_token', 'quoted']],
    [`Bearer "006${APP_ID}IABPrcuQ"`, ['unreadable', 'quoted']],
    ['<token>', ['placeholder_text']],
    [`${APP_ID}\n`, ['app_id_as_token']],
  ])('tells one story of a text that stays unreadable: %j', (text, kinds) => {
    const report = explainToken(text, ALL_KNOWN);
    expect(kindsOf(report)).toEqual(kinds);
    expect(report.findings.every(({ severity }) => severity === 'fatal')).toBe(true);
  });

  it('takes the code of what is left when all around it is peeled off', () => {
    const { code } = explainToken(CUT);
    expect(['truncated', 'bad_base64']).toContain(code);
    for (const text of [`Bearer ${CUT}`, `"${CUT}"`, JSON.stringify({ token: CUT })]) {
      expect(explainToken(text)).toMatchObject({ verdict: 'rejected', code });
    }
    const trailing = explainToken(`"${forgeToken({ trailer: Uint8Array.of(7) })}"`);
    expect(trailing).toMatchObject({ code: 'trailing_bytes' });
  });

  it('has a code exactly where the verdict is rejected', () => {
    for (const { token, known = ALL_KNOWN } of [...EXPLAINED_TOKENS, ...SOUND_TOKENS]) {
      const report = explainToken(token, known);
      // The types tell the same: claims are there without asking where the verdict is not `rejected`.
      const said =
        report.verdict === 'rejected' ? typeof report.code : [report.code, report.claims.version];
      expect(said).toEqual(report.verdict === 'rejected' ? 'string' : [undefined, '007']);
    }
  });
});

/** What `verifyToken` says of the same. */
function judge(token: string, known: KnownFacts): string {
  const { channel, uid, account, privileges } = known;
  const wants = [channel, uid, account, privileges].some((want) => want !== undefined);
  // Whoever looks for a fault wants to get in; a verifier must be told so.
  const needed = privileges ?? ['joinChannel'];
  return outcomeOf(() =>
    verifyToken(token, {
      appId: known.appId!,
      certificates: known.certificates!,
      now: known.now,
      clockToleranceSeconds: known.clockToleranceSeconds,
      expect: wants
        ? {
            service: 'rtc',
            channel,
            uid,
            account,
            privileges: needed as RtcPrivilege[],
            allowWildcardChannel: known.allowWildcardChannel,
            allowWildcardUid: known.allowWildcardUid,
          }
        : undefined,
    }),
  );
}

const channels = fc.constantFrom('', '*', 'a', 'b');
const users = fc.constantFrom('', '7', '8', 'zoe');
const lives = fc.constantFrom(0, 1, 2, 100, 3600, 604_800, ISSUED_AT);
const services = fc.array(
  fc
    .tuple(fc.uniqueArray(fc.constantFrom(1, 2), { maxLength: 2 }), lives, channels, users)
    .map(([ids, life, channel, user]) =>
      forgeService(
        1,
        ids.map((id) => [id, life] as const),
        [channel, user],
      ),
    ),
  { minLength: 1, maxLength: 3 },
);
const contents = fc.record({
  services: fc.oneof(services, fc.constant([forgeService(2, [[1, 0]], ['zoe'])])),
  expiresInSeconds: lives,
  certificate: fc.constantFrom(CERTIFICATE, OTHER_CERTIFICATE, FOREIGN_CERTIFICATE),
  appId: fc.constantFrom(APP_ID, APP_ID, APP_ID, APP_ID.toUpperCase()),
});
const optional = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const knownFacts = fc.record({
  appId: fc.constant(APP_ID),
  certificates: fc.constantFrom([CERTIFICATE], [CERTIFICATE, OTHER_CERTIFICATE]),
  channel: optional(fc.constantFrom('a', 'b')),
  uid: optional(fc.constantFrom(7, 8)),
  privileges: optional(fc.constantFrom(['joinChannel'], ['publishAudioStream'])),
  allowWildcardChannel: fc.boolean(),
  allowWildcardUid: fc.boolean(),
  now: fc.integer({ min: ISSUED_AT - 100, max: ISSUED_AT + 4000 }),
  clockToleranceSeconds: fc.constantFrom(0, 60),
});

describe('the verdict', () => {
  it('is that of verifyToken, with the same code', () => {
    fc.assert(
      fc.property(contents, knownFacts, (content, known) => {
        const token = forgeToken(content);
        const { verdict, code = 'fine' } = explainToken(token, known);
        const outcome = judge(token, known);
        expect([verdict, code]).toEqual([outcome === 'fine' ? 'accepted' : 'rejected', outcome]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is unproven where App ID or certificate are missing', () => {
    const token = forgeToken({});
    for (const known of [{}, { appId: APP_ID }, { certificates: [CERTIFICATE] }]) {
      const { verdict, findings } = explainToken(token, { ...known, now: ISSUED_AT });
      expect(verdict).toBe('unproven');
      expect(findings.map(({ kind }) => kind)).toContain('unproven');
    }
  });
});

/** Any part of a secret of this many characters is too much. */
const TELLING_CHARACTERS = 8;

function leaksOf(text: string, secret: string): string[] {
  const leaks: string[] = [];
  for (let at = 0; at + TELLING_CHARACTERS <= secret.length; at += 1) {
    const part = secret.slice(at, at + TELLING_CHARACTERS).toLowerCase();
    if (text.toLowerCase().includes(part)) leaks.push(part);
  }
  return leaks;
}

const SECRETS = [CERTIFICATE, OTHER_CERTIFICATE, FOREIGN_CERTIFICATE, CUSTOMER_SECRET];

describe('no finding', () => {
  it.each(EXPLAINED_TOKENS)(
    'tells a secret or the token: $name',
    ({ token, known = ALL_KNOWN }) => {
      const { findings } = explainToken(token, known);
      const said = findings.map(({ message, fix }) => `${message}\n${fix}`).join('\n');
      for (const secret of SECRETS) expect(leaksOf(said, secret)).toEqual([]);
      for (const [part] of token.matchAll(/[A-Za-z0-9+/]{40,}/g)) {
        expect(leaksOf(said, part.replaceAll(APP_ID, ''))).toEqual([]);
      }
    },
  );

  it('tells a secret that stands where another value belongs', () => {
    const signature = forgeContent({}).subarray(2, 34).toString('hex');
    const token = issueToken(sampleIssue());
    for (const secret of [...SECRETS, token]) {
      const forged = forgeToken({ services: [forgeService(1, [[1, 0]], [secret, `x${secret}y`])] });
      const swapped = forgeToken({ appId: secret });
      const odd: readonly KnownFacts[] = [
        { ...ALL_KNOWN, channel: secret, account: secret, privileges: [secret] },
        { ...ALL_KNOWN, appId: `${secret}\n`, service: 'rtc' },
        { ...ALL_KNOWN, certificates: [...ALL_KNOWN.certificates!, `"${secret}`] },
        {
          ...ALL_KNOWN,
          otherCertificates: { ...ALL_KNOWN.otherCertificates, [secret]: '8'.repeat(32) },
        },
        { ...ALL_KNOWN, channel: 'a', uid: 7 },
      ];
      const texts = [token, forged, swapped, `${secret} ${token}`, `Bearer ${secret}`];
      const reports = odd.flatMap((known) => texts.map((text) => explainToken(text, known)));
      const said = JSON.stringify(reports.map(({ findings }) => findings));
      expect(leaksOf(said, secret.replace(/^007/, ''))).toEqual([]);
      expect(leaksOf(said, signature)).toEqual([]);
    }
  });
});

describe('any text', () => {
  it('gets a report', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(explainToken(text, ALL_KNOWN).findings).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gets one wherever a token is damaged', () => {
    const token = issueToken(sampleIssue());
    const random = new RandomSource(5);
    for (let run = 0; run < 1000; run += 1) {
      const damaged = Buffer.from(mutateBytes(Buffer.from(token), random)).toString('latin1');
      const { verdict } = explainToken(damaged, ALL_KNOWN);
      expect(verdict === 'rejected' || damaged === token).toBe(true);
    }
  });

  it('that is the beginning of a token is called cut short, unless only its padding is lost', () => {
    const token = issueToken(sampleIssue());
    for (let end = 3; end < token.length; end += 1) {
      const { findings } = explainToken(token.slice(0, end), ALL_KNOWN);
      expect(['truncated', 'padding_lost']).toContain(findings[0]?.kind);
    }
  });

  it('gets one for any facts at all', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (known) => {
        expect(explainToken(forgeToken({}), known as KnownFacts).verdict).toMatch(/./);
      }),
    );
  });

  it('gets one for any facts', () => {
    const value = fc.oneof(fc.anything(), fc.constantFrom(CERTIFICATE, APP_ID, 7, ISSUED_AT));
    const facts = fc.record(
      Object.fromEntries(
        Object.keys({
          ...ALL_KNOWN,
          service: 1,
          channel: 1,
          uid: 1,
          account: 1,
          userId: 1,
          privileges: 1,
          use: 1,
          allowWildcardChannel: 1,
          allowWildcardUid: 1,
          clockToleranceSeconds: 1,
        }).map((key) => [key, value]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(facts, (known) => {
        expect(explainToken(forgeToken({}), known as KnownFacts).verdict).toMatch(/./);
      }),
      { numRuns: 500 },
    );
  });
});
