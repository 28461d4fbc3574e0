import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderPairs } from '../src/index.js';
import { outcomeOf } from './hmac-outcome.js';
import {
  buildOptions,
  buildRequest,
  type Credential,
  TARGET,
  writeCredential,
} from './hmac-request.js';

const RUNS = { numRuns: 400, seed: 7235 };
const PROFILES = ['strict', 'agora'] as const;

/** Any text of octets, line ends and NUL too. */
const octets = (maxLength: number): fc.Arbitrary<string> =>
  fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes).toString('latin1'));

const { headers } = buildRequest();
const RIGHT = headers.at(-1)?.[1] ?? '';

/** Pieces of right credentials in any order, so that parsers get further than with noise. */
const pieces = fc
  .array(
    fc.constantFrom(
      'hmac',
      ' ',
      ',',
      '\t',
      '"',
      '=',
      '\\',
      ';',
      'username="',
      'algorithm="hmac-sha256"',
      'headers="host date request-line digest"',
      'signature="',
      'AAAA',
      '=="',
      RIGHT,
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''));

/** A right credential of which one piece is replaced. */
const damaged = fc
  .tuple(fc.nat(RIGHT.length), fc.nat(8), octets(8))
  .map(([at, length, text]) => RIGHT.slice(0, at) + text + RIGHT.slice(at + length));

const withField = (name: string, value: string): HeaderPairs => [
  ...headers.filter(([each]) => each !== name),
  [name, value],
];

describe('random input', () => {
  it.each([
    'Authorization',
    'Proxy-Authorization',
    'Host',
    'Date',
    'X-Date',
    'Digest',
    'Content-Length',
  ])('in %s is accepted or refused with an AuthError, and nothing else', async (name) => {
    const text = fc.oneof(octets(200), pieces, damaged, fc.string({ unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(...PROFILES), async (value, profile) => {
        // Passes on every other error.
        const { letter } = await outcomeOf(
          { ...buildRequest(), headers: withField(name, value) },
          buildOptions(profile),
        );
        expect(['ok', 'U', 'C', 'D', 'M', '400', '431']).toContain(letter);
      }),
      RUNS,
    );
  });

  it('in method, target, names and body is accepted or refused with an AuthError', async () => {
    const anyRequest = fc.record({
      method: fc.oneof(fc.constant('POST'), fc.string()),
      target: fc.oneof(fc.constant(TARGET), fc.string({ unit: 'binary' })),
      headers: fc
        .array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })))
        .map((more) => [...headers, ...more]),
      body: fc.uint8Array(),
    });
    await fc.assert(
      fc.asyncProperty(anyRequest, fc.constantFrom(...PROFILES), async (request, profile) => {
        const { letter } = await outcomeOf(request, buildOptions(profile));
        expect(letter).toBeDefined();
      }),
      RUNS,
    );
  });

  it('never passes for another credential than the right one', async () => {
    await fc.assert(
      fc.asyncProperty(damaged, async (value) => {
        const request = { ...buildRequest(), headers: withField('Authorization', value) };
        const { principal } = await outcomeOf(request, buildOptions());
        // What still passes says the same, in another spelling.
        const same = principal === undefined || sameCredential(value, RIGHT);
        expect(same).toBe(true);
      }),
      { ...RUNS, numRuns: 2000 },
    );
  });
});

/** The four parameters in one spelling, read with a pattern of its own. */
function normalize(text: string): string {
  const parameters = [...text.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(
    ([, name = '', value = '']) =>
      `${name.toLowerCase()}=${name.toLowerCase() === 'headers' ? value.toLowerCase() : value}`,
  );
  return parameters.toSorted().join(',');
}

const sameCredential = (one: string, other: string): boolean => normalize(one) === normalize(other);

/** The letters of a text, each in any case. */
const anyCase = (text: string): fc.Arbitrary<string> =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((capitals) =>
      Array.from(text, (letter, i) => (capitals[i] === true ? letter.toUpperCase() : letter)).join(
        '',
      ),
    );

const blanks = (minLength: number, unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.string({ unit, minLength, maxLength: 5 });
const ANY_BLANK = fc.constantFrom(' ', '\t');

const separator = fc
  .tuple(blanks(0, ANY_BLANK), blanks(0, ANY_BLANK))
  .map(([before, after]) => `${before},${after}`);

type ParameterName = keyof Credential;

/** One way to write a credential. */
interface Spelling {
  readonly scheme: string;
  readonly gap: string;
  readonly order: readonly ParameterName[];
  readonly names: readonly string[];
  readonly separators: readonly string[];
  readonly outer: readonly string[];
}

const PARAMETER_NAMES: readonly ParameterName[] = ['username', 'algorithm', 'headers', 'signature'];

const spelling: fc.Arbitrary<Spelling> = fc.record({
  scheme: anyCase('hmac'),
  gap: blanks(1, fc.constant(' ')),
  order: fc.shuffledSubarray([...PARAMETER_NAMES], { minLength: 4 }),
  names: fc.tuple(...PARAMETER_NAMES.map(anyCase)),
  separators: fc.tuple(separator, separator, separator),
  outer: fc.tuple(blanks(0, ANY_BLANK), blanks(0, ANY_BLANK)),
});

function spell(
  credential: Credential,
  { scheme, gap, order, names, separators, outer }: Spelling,
): string {
  const nameOf = new Map(names.map((name) => [name.toLowerCase(), name]));
  const parameters = order.map((name) => `${nameOf.get(name)}="${credential[name]}"`);
  const joined = parameters.reduce(
    (text, parameter, i) => text + (separators[i - 1] ?? '') + parameter,
  );
  return `${outer[0]}${scheme}${gap}${joined}${outer[1]}`;
}

describe('every spelling that K08, K09, K13, K14, K16 and K17 allow', () => {
  it.each(PROFILES)('is accepted, %s', async (profile) => {
    await fc.assert(
      fc.asyncProperty(spelling, async (each) => {
        const request = buildRequest({ write: (credential) => spell(credential, each) });
        expect(await outcomeOf(request, buildOptions(profile))).toMatchObject({ letter: 'ok' });
      }),
      RUNS,
    );
  });

  it('is one and the same request to the replay store', async () => {
    await fc.assert(
      fc.asyncProperty(spelling, spelling, async (one, other) => {
        const options = buildOptions();
        const requests = [one, other].map((each) =>
          buildRequest({ write: (credential) => spell(credential, each) }),
        );
        const codes: unknown[] = [];
        for (const request of requests) codes.push((await outcomeOf(request, options)).code);
        expect(codes).toEqual([undefined, 'replayed']);
      }),
      RUNS,
    );
  });
});

it('whatever node:crypto signs over is accepted: any names in any order and letters, any values of octets', async () => {
  const value = octets(40).map((text) => text.replace(/[\0\r\n]/g, '_'));
  const anyDraft = fc.record({
    tag: value,
    order: fc.shuffledSubarray(['host', 'date', 'request-line', 'digest', 'x-tag'], {
      minLength: 5,
    }),
    target: octets(40).map((text) => `/${text.replace(/[\0-\x20#\x7f]/g, '_')}`),
    method: fc.constantFrom('GET', 'POST', 'DELETE', 'M-SEARCH'),
    body: fc.string(),
    secret: fc.string({ minLength: 1 }),
  });
  await fc.assert(
    fc.asyncProperty(anyDraft, async ({ tag, order, secret, ...draft }) => {
      const request = buildRequest({
        ...draft,
        secret,
        names: order.join(' '),
        fields: [['X-Tag', tag]],
        write: writeCredential,
      });
      const options = buildOptions('strict', {
        lookup: { findCustomer: () => ({ secrets: [secret] }) },
      });
      expect(await outcomeOf(request, options)).toMatchObject({ letter: 'ok' });
    }),
    RUNS,
  );
});
