import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ReceivedRequest, signRequest } from '../src/index.js';
import { outcomeOf } from './hmac-outcome.js';
import { buildOptions, buildText, digestOfBody, macOf, writeCredential } from './hmac-request.js';

/** A golden vector, computed with two other programs. */
interface HmacVector {
  readonly id: string;
  readonly note: string;
  readonly source: string;
  readonly method: string;
  readonly target: string;
  readonly authority: string;
  readonly date: string;
  readonly body: string;
  readonly customerId: string;
  readonly customerSecret: string;
  readonly digest: string;
  readonly signingString: string;
  readonly signature: string;
}

const VECTORS = JSON.parse(
  readFileSync(new URL('../../../vectors/requests/hmac.json', import.meta.url), 'utf8'),
) as readonly HmacVector[];

const NAMES = 'host date request-line digest';
const PARTS = [
  'method',
  'target',
  'host',
  'date',
  'digest',
  'body',
  'username',
  'algorithm',
  'signature',
] as const;

/** What of a request can be changed on its way. */
type Parts = Readonly<Record<(typeof PARTS)[number], string>>;

const partsOf = (vector: HmacVector): Parts => ({
  method: vector.method,
  target: vector.target,
  host: vector.authority,
  date: vector.date,
  digest: vector.digest,
  // One character for each octet.
  body: Buffer.from(vector.body).toString('latin1'),
  username: vector.customerId,
  algorithm: 'hmac-sha256',
  signature: vector.signature,
});

function requestOf({
  method,
  target,
  host,
  date,
  digest,
  body,
  ...credential
}: Parts): ReceivedRequest {
  const { username, algorithm, signature } = credential;
  return {
    method,
    target,
    headers: [
      ['host', host],
      ['date', date],
      ['digest', digest],
      ['authorization', writeCredential({ username, algorithm, headers: NAMES, signature })],
    ],
    body: Buffer.from(body, 'latin1'),
  };
}

const secondsOf = (date: string): number => Date.parse(date) / 1000;

const optionsFor = ({
  customerId,
  customerSecret,
  date,
}: HmacVector): ReturnType<typeof buildOptions> =>
  buildOptions('strict', {
    lookup: {
      findCustomer: (id) => (id === customerId ? { secrets: [customerSecret] } : undefined),
    },
    now: () => secondsOf(date),
  });

const withOctet = (text: string, position: number, mask: number): string => {
  const octets = Buffer.from(text, 'latin1');
  octets[position] = (octets[position] ?? 0) ^ mask;
  return octets.toString('latin1');
};

/** Every way to change one octet: its lowest bit, its letter case, its highest bit; or to drop or to double it. */
const listChanges = (text: string): readonly string[] =>
  Array.from(text, (character, i) => [
    ...[0x01, 0x20, 0x80].map((mask) => withOctet(text, i, mask)),
    text.slice(0, i) + text.slice(i + 1),
    text.slice(0, i) + character + text.slice(i),
  ]).flat();

it('are V1 to V6, each with its source', () => {
  expect(VECTORS.map(({ id }) => id)).toEqual(['V1', 'V2', 'V3', 'V4', 'V5', 'V6']);
  for (const { source } of VECTORS) expect(source).not.toBe('');
});

describe.each(VECTORS)('vector $id, $note', (vector) => {
  const { method, target, authority, date, body, customerId, customerSecret } = vector;

  it('is what node:crypto computes', () => {
    const values = new Map([
      ['host', authority],
      ['date', date],
      ['digest', vector.digest],
    ]);
    const text = buildText(NAMES, `${method} ${target} HTTP/1.1`, (name) => values.get(name) ?? '');
    expect(text).toBe(vector.signingString);
    expect(digestOfBody(body)).toBe(vector.digest);
    expect(macOf(text, customerSecret).toString('base64')).toBe(vector.signature);
  });

  it('is what our signer writes', async () => {
    const request = { method, target, authority, body: Buffer.from(body) };
    const credential = { customerId, customerSecret };
    const now = secondsOf(date);
    const headers = await signRequest(request, { scheme: 'hmac', credential, now });
    const parts = {
      username: customerId,
      algorithm: 'hmac-sha256',
      headers: NAMES,
      signature: vector.signature,
    };
    expect(headers).toEqual([
      ['Date', date],
      ['Digest', vector.digest],
      ['Authorization', writeCredential(parts)],
    ]);
  });

  it('is accepted', async () => {
    const { letter, principal } = await outcomeOf(requestOf(partsOf(vector)), optionsFor(vector));
    expect(letter).toBe('ok');
    expect(principal).toMatchObject({ customerId, signedWith: 'primary' });
  });

  it.each(PARTS)(
    'is refused with any octet of its %s changed, dropped or doubled',
    async (part) => {
      const parts = partsOf(vector);
      const options = optionsFor(vector);
      for (const changed of listChanges(parts[part]).filter((text) => text !== parts[part])) {
        const { letter } = await outcomeOf(requestOf({ ...parts, [part]: changed }), options);
        expect(letter, `${part}: ${changed}`).not.toBe('ok');
      }
    },
  );
});

it('are refused for another one, although both are right', async () => {
  for (const vector of VECTORS) {
    const others = VECTORS.filter(({ signature }) => signature !== vector.signature);
    for (const { signature } of others) {
      const request = requestOf({ ...partsOf(vector), signature });
      expect(await outcomeOf(request, optionsFor(vector))).toMatchObject({
        code: 'signature_mismatch',
      });
    }
  }
});
