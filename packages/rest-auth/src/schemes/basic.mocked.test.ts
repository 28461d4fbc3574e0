import { beforeEach, describe, expect, it, vi } from 'vitest';
import { catchAuthError, refusalOf } from '../../test/catch-auth-error.js';
import { withHeaders } from '../../test/sample-tokens.js';
import type { CredentialLookup, CustomerKeys } from '../credential-lookup.js';
import { equalTextInConstantTime } from '../equal-text-in-constant-time.js';
import type { Principal } from '../principal.js';
import { verifyRequest } from '../verify-request.js';
import { basic } from './basic.js';

vi.mock('../equal-text-in-constant-time.js', { spy: true });

const OLD = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const NEW = '00112233445566778899aabbccddeeff';

const CUSTOMERS = new Map<string, CustomerKeys>([
  ['one', { secrets: [NEW] }],
  ['two', { secrets: [NEW, OLD] }],
  ['off', { secrets: [NEW, OLD], disabled: true }],
  ['none', { secrets: [] }],
  ['empty', { secrets: ['', ''] }],
  ['keys-only', { secrets: [], ed25519PublicKeys: [new Uint8Array(32)] }],
  ['colons', { secrets: ['a:b:c'] }],
  ['zoë', { secrets: ['sécret 🎭'] }],
]);
const LOOKUP: CredentialLookup = { findCustomer: (id) => CUSTOMERS.get(id) };

const encode = (text: Uint8Array | string): string => Buffer.from(text).toString('base64');

function verify(value: string, lookup: CredentialLookup = LOOKUP): Promise<Principal> {
  const options = { schemes: [basic()], lookup, now: () => 0 };
  return verifyRequest(withHeaders(['Authorization', value]), options);
}

const verifyPair = (customerId: string, customerSecret: string): Promise<Principal> =>
  verify(`Basic ${encode(`${customerId}:${customerSecret}`)}`);

describe('a credential that is right', () => {
  it.each(['Basic', 'basic', 'BASIC', 'bAsIc'])('is sent as %s', async (word) => {
    const principal = await verify(`${word} ${encode(`one:${NEW}`)}`);
    expect(principal).toEqual({
      kind: 'customer',
      scheme: 'basic',
      customerId: 'one',
      signedWith: 'primary',
    });
  });

  it('may have blanks around it', async () => {
    const principal = await verify(`  Basic   ${encode(`one:${NEW}`)} \t`);
    expect(principal).toMatchObject({ customerId: 'one' });
  });

  it.each([
    ['a colon in the secret', 'colons', 'a:b:c', 'primary'],
    ['letters of UTF-8', 'zoë', 'sécret 🎭', 'primary'],
    ['the primary of two secrets', 'two', NEW, 'primary'],
    ['the secondary of two secrets', 'two', OLD, 'secondary'],
  ])('may have %s', async (_, customerId, customerSecret, signedWith) => {
    await expect(verifyPair(customerId, customerSecret)).resolves.toMatchObject({
      customerId,
      signedWith,
    });
  });

  it('is looked up by a lookup that answers later', async () => {
    const lookup = { findCustomer: (id: string) => Promise.resolve(CUSTOMERS.get(id)) };
    await expect(verify(`Basic ${encode(`one:${NEW}`)}`, lookup)).resolves.toMatchObject({
      customerId: 'one',
    });
  });
});

describe('a credential that cannot be read', () => {
  it.each([
    ['the Java sample', 'Basic :'],
    ['nothing', 'Basic'],
    ['nothing behind a blank', 'Basic '],
    ['no colon', `Basic ${encode('one')}`],
    ['no padding', `Basic ${encode('one:a').replace(/=+$/, '')}`],
    ['bits under the padding', 'Basic b25lOmF='],
    ['the alphabet of URLs', `Basic ${encode('one:???>>>').replaceAll('/', '_')}`],
    ['plain text', `Basic one:${NEW}`],
    ['a line end in the base64', `Basic ${encode('one:a')} ${encode('b')}`],
    ['two credentials', `Basic ${encode('one:a')}, Basic ${encode('one:a')}`],
    ['no UTF-8', `Basic ${encode(Uint8Array.of(0x6f, 0x3a, 0xff, 0xfe))}`],
    ['half a letter', `Basic ${encode(Uint8Array.of(0x6f, 0x3a, 0xc3))}`],
    ['a letter written too long', `Basic ${encode(Uint8Array.of(0x6f, 0x3a, 0xc0, 0xaf))}`],
  ])('is refused: %s', async (_, value) => {
    await expect(refusalOf(verify(value))).resolves.toEqual({
      status: 401,
      message: 'Invalid authentication credentials',
      code: 'authorization_malformed',
      publicCode: 'authorization_malformed',
    });
  });

  it('claims to be nobody', async () => {
    expect((await catchAuthError(verify('Basic :'))).claimedId).toBeUndefined();
  });
});

describe('a credential that is wrong', () => {
  it.each([
    ['a wrong secret', 'one', OLD, 'wrong_secret'],
    ['a secret in capitals', 'one', NEW.toUpperCase(), 'wrong_secret'],
    ['a secret cut short', 'one', NEW.slice(0, -1), 'wrong_secret'],
    ['a secret with more behind it', 'one', `${NEW}0`, 'wrong_secret'],
    ['a secret with a blank', 'one', ` ${NEW}`, 'wrong_secret'],
    ['a secret with a mark in front', 'one', `\ufeff${NEW}`, 'wrong_secret'],
    ['an empty secret', 'one', '', 'wrong_secret'],
    ['an empty secret where none is live', 'none', '', 'wrong_secret'],
    ['an empty secret where it is stored', 'empty', '', 'wrong_secret'],
    ['an empty secret where there are keys only', 'keys-only', '', 'wrong_secret'],
    ['a wrong secret of a disabled credential', 'off', 'x', 'wrong_secret'],
    ['a disabled credential', 'off', NEW, 'credential_disabled'],
    ['a disabled credential, the secondary', 'off', OLD, 'credential_disabled'],
    ['an unknown customer', 'zero', NEW, 'unknown_customer'],
    ['an unknown customer and no secret', 'zero', '', 'unknown_customer'],
    ['a customer in capitals', 'ONE', NEW, 'unknown_customer'],
    ['a mark in front of the customer', '\ufeffone', NEW, 'unknown_customer'],
    ['no customer', '', NEW, 'unknown_customer'],
    ['the prototype of objects', '__proto__', NEW, 'unknown_customer'],
    ['a constructor', 'constructor', '', 'unknown_customer'],
    ['a zero', 'one\0', NEW, 'unknown_customer'],
    ['a line end', 'one\r\n', NEW, 'unknown_customer'],
    ['a query', "' OR '1'='1", NEW, 'unknown_customer'],
    ['a thousand letters', 'x'.repeat(1000), NEW, 'unknown_customer'],
  ])('is told to the operator: %s', async (_, customerId, customerSecret, code) => {
    const error = await catchAuthError(verifyPair(customerId, customerSecret));
    expect(error).toMatchObject({ code, claimedId: customerId });
    // All the sender learns.
    expect(error.publicCode).toBe('wrong_secret');
    expect(error.answer).toEqual({
      status: 401,
      headers: [
        ['Content-Type', 'application/json; charset=utf-8'],
        ['X-Stagedoor-Error', 'wrong_secret'],
        ['WWW-Authenticate', 'Basic realm="stagedoor", charset="UTF-8"'],
      ],
      body: '{"message":"Invalid authentication credentials"}',
    });
  });

  it('does not become right by what stands in for a secret that is not there', async () => {
    // What is tried for nobody is in the source for everyone to read.
    vi.mocked(equalTextInConstantTime).mockClear();
    await catchAuthError(verifyPair('zero', 'x'));
    const tried = vi.mocked(equalTextInConstantTime).mock.calls.map(([, expected]) => expected);
    expect(tried).toHaveLength(2);
    for (const customerId of ['zero', 'none', 'one', 'empty']) {
      for (const customerSecret of tried) {
        const { code } = await refusalOf(verifyPair(customerId, customerSecret));
        expect(code).toMatch(/unknown_customer|wrong_secret/);
      }
    }
  });
});

it('takes a look-up that gives null, as databases do, for one that finds nobody', async () => {
  const error = await refusalOf(verify(`Basic ${encode('zero:x')}`, { findCustomer: () => null }));
  expect(error.code).toBe('unknown_customer');
});

describe('the work', () => {
  beforeEach(() => {
    vi.clearAllMocks();
  });

  it.each([
    ['a right secret', 'two', NEW],
    ['a right secondary secret', 'two', OLD],
    ['a wrong secret', 'two', 'f'.repeat(32)],
    ['a wrong secret of one', 'one', 'f'.repeat(32)],
    ['a wrong secret of none', 'none', 'f'.repeat(32)],
    ['a disabled credential', 'off', NEW],
    ['an unknown customer', 'zero', 'f'.repeat(32)],
  ])('is the same for %s', async (_, customerId, customerSecret) => {
    const findCustomer = vi.fn<CredentialLookup['findCustomer']>((id) => CUSTOMERS.get(id));
    const value = `Basic ${encode(`${customerId}:${customerSecret}`)}`;
    await verify(value, { findCustomer }).catch(() => undefined);
    expect(findCustomer.mock.calls).toEqual([[customerId]]);
    const compared = vi.mocked(equalTextInConstantTime).mock.calls;
    expect(compared.map(([given]) => given)).toEqual([customerSecret, customerSecret]);
  });

  it('begins with what can be read: for anything else nobody is looked up', async () => {
    const findCustomer = vi.fn<CredentialLookup['findCustomer']>(() => undefined);
    await catchAuthError(verify('Basic :', { findCustomer }));
    expect(findCustomer).not.toHaveBeenCalled();
  });
});

describe('the challenge', () => {
  it('names a realm', async () => {
    const options = { schemes: [basic({ realm: 'my "house"' })], lookup: LOOKUP, now: () => 0 };
    const { answer } = await catchAuthError(verifyRequest(withHeaders(), options));
    expect(answer.headers).toContainEqual([
      'WWW-Authenticate',
      String.raw`Basic realm="my \"house\"", charset="UTF-8"`,
    ]);
  });
});
