import { describe, expect, it } from 'vitest';
import {
  type HeaderPairs,
  PROFILES,
  type ReceivedRequest,
  verifyRequestHead,
} from '../src/index.js';
import { catchAuthError } from './catch-auth-error.js';
import {
  BARE_LIST,
  CUSTOMER,
  knowing,
  makePair,
  type MessageParts,
  NOW,
  parametersWith,
  refused,
  refusedParameters,
  refusedWith,
  signedMessage,
  valueOf,
  verifierOptions,
  verify,
  withHeader,
  withKey,
  withSecret,
} from './signed-messages.js';

const PAIR = makePair();
const BODY = '{"hello": "world"}';
const UTF8 = new TextEncoder();

describe('one label in both headers, of the form of the RFC: 400', () => {
  const inputOf = (request: ReceivedRequest): string => valueOf(request, 'Signature-Input');
  const request = signedMessage();
  const input = inputOf(request);
  const signature = valueOf(request, 'Signature');

  it.each([
    ['no Signature', 'Signature', undefined],
    ['no Signature-Input', 'Signature-Input', undefined],
    ['an empty Signature', 'Signature', ''],
    ['an empty Signature-Input', 'Signature-Input', ''],
    ['two labels', 'Signature-Input', `${input}, sig2=${input.slice(5)}`],
    ['two signatures', 'Signature', `${signature}, sig2=${signature.slice(5)}`],
    ['the label twice', 'Signature-Input', `${input}, ${input}`],
    ['the signature twice', 'Signature', `${signature}, ${signature}`],
    ['another label', 'Signature', signature.replace('sig1', 'sig2')],
    ['no label', 'Signature-Input', input.slice(5)],
    ['a label in capitals', 'Signature-Input', input.replace('sig1', 'SIG1')],
    ['a comma at the end', 'Signature-Input', `${input},`],
    ['an item for the list', 'Signature-Input', 'sig1="@method"'],
    ['a label without a value', 'Signature-Input', 'sig1'],
    ['a list that does not end', 'Signature-Input', input.replace(')', '')],
    ['names without quotes', 'Signature-Input', input.replace('"@method"', 'method')],
    ['a name in capitals', 'Signature-Input', input.replace('"@method"', '"@METHOD"')],
    ['an empty name', 'Signature-Input', input.replace('"@method"', '""')],
    ['a name with a space', 'Signature-Input', input.replace('"@method"', '"@met hod"')],
    ['a tab in the list', 'Signature-Input', input.replace(' ', '\t')],
    ['a parameter twice', 'Signature-Input', `${input};created=${NOW}`],
    [
      'a parameter of a component twice',
      'Signature-Input',
      input.replace('"@path"', '"@path";a;a'),
    ],
    ['a display string', 'Signature-Input', `${input};x=%"a"`],
    ['a date of RFC 9651', 'Signature-Input', `${input};x=@1`],
    ['a string that does not end', 'Signature-Input', `${input};x="`],
    ['an integer of 16 digits', 'Signature-Input', input.replace(`${NOW}`, '1234567890123456')],
    ['a token for the signature', 'Signature', 'sig1=abc'],
    ['a string for the signature', 'Signature', 'sig1="abc"'],
    ['a list for the signature', 'Signature', `sig1=(${signature.slice(5)})`],
    ['base64url in the signature', 'Signature', 'sig1=:ab-_:'],
  ])('%s', async (_, name, value) => {
    expect(await refused(withHeader(request, name, value))).toBe('400 signature_input_malformed');
  });

  it.each(['Signature-Input', 'Signature'])('%s in two lines', async (name) => {
    const headers = [...request.headers, [name, 'sig2=()']] as HeaderPairs;
    expect(await refused({ ...request, headers })).toBe('400 signature_input_malformed');
  });

  it('a string over two lines, which would be one value', async () => {
    const [start = '', end = ''] = input.split('nonce="');
    const lines = [`${start}nonce="begin`, end].map((line) => ['Signature-Input', line] as const);
    const bare = withHeader(request, 'Signature-Input', undefined);
    expect(await refused({ ...bare, headers: [...bare.headers, ...lines] })).toBe(
      '400 signature_input_malformed',
    );
  });

  it('more components than the profile takes', async () => {
    const names = Array.from({ length: PROFILES.strict.maxSignedNames + 1 }, (_, i) => `"x-${i}"`);
    expect(await refusedWith({ list: names.join(' ') })).toBe('400 signature_input_malformed');
  });
});

describe('customer ID and nonce', () => {
  it.each([
    ['no keyid', { keyid: undefined }],
    ['an empty keyid', { keyid: '""' }],
    ['a keyid without quotes', { keyid: CUSTOMER }],
    ['no nonce', { nonce: undefined }],
    ['a nonce of 15 characters', { nonce: `"${'n'.repeat(15)}"` }],
    ['a nonce of 129 characters', { nonce: `"${'n'.repeat(129)}"` }],
    ['a nonce that is a token', { nonce: 'n'.repeat(16) }],
    ['a nonce that is a number', { nonce: '123456789012345' }],
    ['a nonce of escapes', { nonce: String.raw`"0123456789abc\"\\"` }],
  ])('%s is refused', async (_, changed) => {
    expect(await refusedParameters(changed)).toBe('401 signature_input_malformed');
  });

  it.each([16, 128])('a nonce of %d characters is taken', async (length) => {
    const parameters = parametersWith({ nonce: `"${'n'.repeat(length)}"` });
    await expect(verify(signedMessage({ parameters }))).resolves.toBeDefined();
  });
});

describe('algorithm', () => {
  it.each([
    '"hmac-sha512"',
    '"rsa-pss-sha512"',
    '"HMAC-SHA256"',
    '"none"',
    '""',
    'hmac-sha256',
    '1',
  ])('alg=%s is refused', async (alg) => {
    expect(await refusedParameters({ alg })).toBe('401 algorithm_not_allowed');
  });

  it('may not be another than that of the key that matches', async () => {
    const parameters = parametersWith({ alg: '"ed25519"' });
    expect(await refusedWith({ parameters })).toBe('401 algorithm_not_allowed');
    const other = signedMessage({
      parameters: parametersWith({ alg: '"hmac-sha256"' }),
      sign: withKey(PAIR),
    });
    const lookup = knowing({ secrets: [], ed25519PublicKeys: [PAIR.publicKey] });
    expect(await refused(other, { lookup })).toBe('401 algorithm_not_allowed');
  });

  it('says nothing of the key to someone who has none', async () => {
    const parameters = parametersWith({ alg: '"ed25519"' });
    expect(await refusedWith({ parameters, sign: withSecret('x') })).toBe('401 signature_mismatch');
  });

  it('never takes a public key for a secret', async () => {
    const text = Buffer.from(PAIR.publicKey).toString('latin1');
    const lookup = knowing({ secrets: [], ed25519PublicKeys: [PAIR.publicKey] });
    const request = signedMessage({ sign: withSecret(text) });
    expect(await refused(request, { lookup })).toBe('401 signature_mismatch');
  });
});

describe('coverage', () => {
  it.each(BARE_LIST.split(' '))('%s may not be missing', async (item) => {
    const list = BARE_LIST.split(' ')
      .filter((each) => each !== item)
      .join(' ');
    expect(await refusedWith({ list })).toBe('401 coverage_insufficient');
    const error = await catchAuthError(verify(signedMessage({ list })));
    expect(error).toMatchObject({ missing: [item.replaceAll('"', '')] });
  });

  it.each([
    ['nothing', { list: '' }],
    ['the URL without the method', { list: '"@target-uri"' }],
    ['a body without its digest', { list: BARE_LIST, body: BODY }],
    ['the URL and a body without its digest', { list: '"@method" "@target-uri"', body: BODY }],
    ['a component twice', { list: `${BARE_LIST} "@path"` }],
    ['the status of a response', { list: `${BARE_LIST} "@status"` }],
    ['a component that nobody knows', { list: `${BARE_LIST} "@unknown"` }],
    ['the parameters of the signature', { list: `${BARE_LIST} "@signature-params"` }],
    ['a parameter of the query', { list: `${BARE_LIST} "@query-param";name="a"` }],
    ...['req', 'tr', 'sf', 'bs', 'key="a"', 'other'].map(
      (parameter) => [`;${parameter}`, { list: `${BARE_LIST} "x-a";${parameter}` }] as const,
    ),
    ['the same field with and without a parameter', { list: `${BARE_LIST} "x-a" "x-a";sf` }],
  ] satisfies (readonly [string, MessageParts])[])('%s is refused', async (_, parts) => {
    expect(await refusedWith(parts)).toBe('401 coverage_insufficient');
  });

  it('must have the digest of a body in chunks, however long it is', async () => {
    const request = signedMessage({ headers: [['Transfer-Encoding', 'chunked']] });
    expect(await refused(request)).toBe('401 coverage_insufficient');
  });

  it('must have the digest of a body that was not announced', async () => {
    const request = signedMessage();
    const pending = await verifyRequestHead(request, verifierOptions());
    expect(pending).toMatchObject({ needsBody: true, scheme: 'message-signature' });
    const error = await catchAuthError(pending.finish(UTF8.encode(BODY)));
    expect(error.code).toBe('coverage_insufficient');
  });

  it.each(['"x-a"', '"content-digest"'])('%s must be there', async (item) => {
    expect(await refusedWith({ list: `${BARE_LIST} ${item}` })).toBe('401 signed_header_missing');
  });

  it('has no authority where there is no Host', async () => {
    const old = { ...withHeader(signedMessage(), 'Host', undefined), httpVersion: '1.0' } as const;
    expect(await refused(old)).toBe('401 signed_header_missing');
    const uri = withHeader(signedMessage({ list: '"@method" "@target-uri"' }), 'Host', undefined);
    expect(await refused({ ...uri, httpVersion: '1.0' })).toBe('401 signed_header_missing');
  });
});

describe('times', () => {
  const at = (created: number | string, end?: number | string): string =>
    parametersWith({
      created: `${created}`,
      expires: end === undefined ? undefined : `${end}`,
    });

  it.each([
    [at(NOW - 300)],
    [at(NOW + 300)],
    [at(NOW, NOW + 300)],
    [at(NOW - 10, NOW)],
    [at(NOW + 100, NOW + 101)],
  ])('%s is taken', async (parameters) => {
    await expect(verify(signedMessage({ parameters }))).resolves.toBeDefined();
  });

  it.each([
    ['too old', at(NOW - 301)],
    ['too new', at(NOW + 301)],
    ['negative', at(-NOW)],
    ['no created', parametersWith({ created: undefined })],
    ['a decimal', at(`${NOW}.0`)],
    ['a string', at(`"${NOW}"`)],
    ['a boolean', at('?1')],
    ['past', at(NOW - 10, NOW - 1)],
    ['not after created', at(NOW, NOW)],
    ['before created', at(NOW + 10, NOW + 9)],
    ['more than 300 s after created', at(NOW, NOW + 301)],
    ['an expires that is a decimal', at(NOW, `${NOW + 1}.5`)],
    ['an expires that is a string', at(NOW, `"${NOW + 1}"`)],
  ])('%s is refused', async (_, parameters) => {
    expect(await refusedWith({ parameters })).toBe('401 date_outside_window');
  });

  it('follow the window of the profile', async () => {
    const parameters = at(NOW - 11);
    const profile = { name: 'strict', windowSeconds: 10 } as const;
    expect(await refused(signedMessage({ parameters }), { profile })).toBe(
      '401 date_outside_window',
    );
  });
});
