import { describe, expect, it } from 'vitest';
import { type MessageVector, messageVector } from '../../test/read-rfc9421.js';
import type { HeaderPairs } from '../request.js';
import { signMessage } from './sign-message.js';

const NOW = 1_618_884_473;
const NONCE = 'n-0002-4f6d2c9ab1e0';
const TIME = { now: NOW, nonce: NONCE, expiresAt: NOW + 60 };
const CREDENTIAL = { customerId: 'customer-1', customerSecret: 'a secret' };
const BARE = { method: 'GET', target: '/a?b', authority: 'Example.COM' };

const requestOf = ({ method, target, body }: MessageVector): Parameters<typeof signMessage>[0] => ({
  method,
  target,
  authority: 'example.com',
  body: new TextEncoder().encode(body),
});

const headersOf = ({ headers, signatureParams, signature }: MessageVector): HeaderPairs => [
  ...headers.filter(([name]) => name === 'Content-Digest'),
  ['Signature-Input', `sig1=${signatureParams}`],
  ['Signature', `sig1=:${signature}:`],
];

describe('signMessage', () => {
  it('writes the headers of M2', async () => {
    const vector = messageVector('M2');
    const credential = {
      customerId: 'test-shared-secret',
      customerSecret: Buffer.from(vector.key, 'base64').toString(),
    };
    expect(await signMessage(requestOf(vector), credential, TIME)).toEqual(headersOf(vector));
  });

  it('writes the headers of M3', async () => {
    const vector = messageVector('M3');
    // RFC 9421, appendix B.1.4.
    const d = 'n4Ni-HpISpVObnQMW0wOhCKROaIKqKtW_2ZYb2p9KcU';
    const x = Buffer.from(vector.key, 'base64').toString('base64url');
    const jwk = { kty: 'OKP', crv: 'Ed25519', d, x };
    const ed25519PrivateKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']);
    const credential = { customerId: 'test-key-ed25519', ed25519PrivateKey };
    expect(await signMessage(requestOf(vector), credential, TIME)).toEqual(headersOf(vector));
  });

  it('covers the digest where there is a body, and only there', async () => {
    const names = (pairs: HeaderPairs): readonly string[] => pairs.map(([name]) => name);
    const empty = { ...BARE, body: new Uint8Array() };
    for (const request of [BARE, empty]) {
      const headers = await signMessage(request, CREDENTIAL, TIME);
      expect(names(headers)).toEqual(['Signature-Input', 'Signature']);
      expect(headers[0]?.[1]).toMatch(/^sig1=\("@method" "@authority" "@path" "@query"\);/);
    }
    const headers = await signMessage({ ...BARE, body: new Uint8Array(1) }, CREDENTIAL, TIME);
    expect(names(headers)).toEqual(['Content-Digest', 'Signature-Input', 'Signature']);
    expect(headers[1]?.[1]).toContain('"@query" "content-digest");');
  });

  it('signs the authority in lower case', async () => {
    const lower = { ...BARE, authority: 'example.com' };
    expect(await signMessage(BARE, CREDENTIAL, TIME)).toEqual(
      await signMessage(lower, CREDENTIAL, TIME),
    );
  });

  it('leaves expires out where it is not given, and escapes quotes and backslashes', async () => {
    const time = { now: NOW, nonce: String.raw`0123456789"\abcd` };
    const credential = { ...CREDENTIAL, customerId: 'a"b' };
    const [[, input] = []] = await signMessage(BARE, credential, time);
    expect(input).toContain(
      String.raw`;created=1618884473;nonce="0123456789\"\\abcd";alg="hmac-sha256";keyid="a\"b"`,
    );
  });

  it.each([
    ['no nonce', CREDENTIAL, { now: NOW }],
    ['a nonce of 15 characters', CREDENTIAL, { now: NOW, nonce: 'n'.repeat(15) }],
    ['a nonce of 129 characters', CREDENTIAL, { now: NOW, nonce: 'n'.repeat(129) }],
    ['a nonce with a line end', CREDENTIAL, { now: NOW, nonce: `${NONCE}\n` }],
    ['a nonce beyond ASCII', CREDENTIAL, { now: NOW, nonce: `${NONCE}\u00e9` }],
    ['an end that is now', CREDENTIAL, { ...TIME, expiresAt: NOW }],
    ['an end with a fraction', CREDENTIAL, { ...TIME, expiresAt: NOW + 0.5 }],
    ['no customer ID', { ...CREDENTIAL, customerId: '' }, TIME],
    ['a customer ID with a line end', { ...CREDENTIAL, customerId: 'a\nb' }, TIME],
    [
      'a public key',
      {
        customerId: 'a',
        ed25519PrivateKey: { algorithm: { name: 'Ed25519' }, type: 'public', usages: [] },
      },
      TIME,
    ],
  ])('refuses %s', async (_, credential, time) => {
    await expect(signMessage(BARE, credential, time)).rejects.toMatchObject({
      code: 'invalid_auth_option',
    });
  });
});
