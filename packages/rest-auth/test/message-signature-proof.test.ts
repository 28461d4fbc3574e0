import { describe, expect, it } from 'vitest';
import { AuthError, type ReceivedRequest } from '../src/index.js';
import { catchAuthError } from './catch-auth-error.js';
import {
  BARE_LIST,
  BODY_LIST,
  CUSTOMER,
  digestMember,
  knowing,
  makePair,
  type MessageParts,
  OTHER_SECRET,
  parametersWith,
  refused,
  refusedWith,
  SECRET,
  signedMessage,
  valueOf,
  verify,
  withBody,
  withHeader,
  withKey,
  withSecret,
} from './signed-messages.js';

const PAIR = makePair();
const OTHER_PAIR = makePair();
const BODY = '{"hello": "world"}';
const UTF8 = new TextEncoder();

describe('signature', () => {
  const request = signedMessage();
  const text = valueOf(request, 'Signature').slice('sig1=:'.length, -1);

  it.each([
    ['no padding', text.slice(0, -1)],
    ['more padding', `${text}=`],
    ['bits under the padding', text.replace(/.=$/, (end) => `${end === 'B=' ? 'C' : 'B'}=`)],
    ['nothing', ''],
    ['31 octets', Buffer.alloc(31).toString('base64')],
    ['33 octets', Buffer.alloc(33).toString('base64')],
    ['63 octets', Buffer.alloc(63).toString('base64')],
    ['65 octets', Buffer.alloc(65).toString('base64')],
    ['hex', '0'.repeat(64)],
  ])('of %s is refused', async (_, signature) => {
    const changed = withHeader(request, 'Signature', `sig1=:${signature}:`);
    expect(await refused(changed)).toBe('401 signature_encoding');
  });

  it.each([
    ['a wrong secret', withSecret('wrong')],
    ['an empty secret', withSecret('')],
    ['zeros', () => Buffer.alloc(32)],
    ['64 zeros', () => Buffer.alloc(64)],
    ['a key of someone else', withKey(OTHER_PAIR)],
  ])('with %s is refused', async (_, sign) => {
    const lookup = knowing({ secrets: [SECRET], ed25519PublicKeys: [PAIR.publicKey] });
    expect(await refused(signedMessage({ sign }), { lookup })).toBe('401 signature_mismatch');
  });

  it.each([
    ['secret', { secrets: [SECRET, OTHER_SECRET] }, withSecret(SECRET), withSecret(OTHER_SECRET)],
    [
      'public key',
      { secrets: [], ed25519PublicKeys: [PAIR.publicKey, OTHER_PAIR.publicKey] },
      withKey(PAIR),
      withKey(OTHER_PAIR),
    ],
  ])('may be of either live %s', async (_, keys, first, second) => {
    const lookup = knowing(keys);
    const signedWith = async (sign: MessageParts['sign']): Promise<unknown> =>
      verify(signedMessage(sign === undefined ? {} : { sign }), { lookup });
    expect(await signedWith(first)).toMatchObject({ signedWith: 'primary' });
    expect(await signedWith(second)).toMatchObject({ signedWith: 'secondary' });
  });

  it('may not be of a third public key', async () => {
    const third = makePair();
    const lookup = knowing({
      secrets: ['a', 'b'],
      ed25519PublicKeys: [PAIR.publicKey, OTHER_PAIR.publicKey, third.publicKey],
    });
    expect(await refused(signedMessage({ sign: withKey(third) }), { lookup })).toBe(
      '401 signature_mismatch',
    );
  });

  it('tells a stranger nothing: unknown, disabled, keyless and wrong are one', async () => {
    const strangers = [
      { keys: undefined, code: 'unknown_customer' },
      { keys: { secrets: [SECRET], disabled: true }, code: 'credential_disabled' },
      { keys: { secrets: [] }, code: 'signature_mismatch' },
      { keys: { secrets: ['other'] }, code: 'signature_mismatch' },
    ];
    for (const { keys, code } of strangers) {
      const lookup = { findCustomer: () => keys };
      const error = await catchAuthError(verify(signedMessage(), { lookup }));
      expect(error).toMatchObject({ code, publicCode: 'signature_mismatch', claimedId: CUSTOMER });
      expect(error.answer.status).toBe(401);
      expect(JSON.parse(error.answer.body)).toEqual({
        message: 'Invalid authentication credentials',
      });
    }
  });

  it.each(['__proto__', 'constructor', "' OR 1=1", 'a'.repeat(1000)])(
    'of %j finds nobody',
    async (id) => {
      const parameters = parametersWith({ keyid: `"${id}"` });
      expect(await refusedWith({ parameters })).toBe('401 unknown_customer');
    },
  );
});

describe('every octet that is covered', () => {
  const list = `${BODY_LIST} "x-a"`;
  const request = signedMessage({
    method: 'POST',
    body: BODY,
    list,
    headers: [['X-A', 'value']],
    values: { '"x-a"': 'value' },
  });
  /** Each text that differs from this one in one character, by a letter that is valid everywhere. */
  const changes = (text: string): readonly string[] =>
    Array.from(text, (character, i) => {
      const other = character === 'Q' ? 'R' : 'Q';
      return text.slice(0, i) + other + text.slice(i + 1);
    });
  /** How many of them are accepted. */
  const countAccepted = async (requests: readonly ReceivedRequest[]): Promise<number> => {
    const outcomes = await Promise.all(
      requests.map((each) =>
        verify(each).then(
          () => 'accepted',
          (error: unknown) => (error instanceof AuthError ? 'refused' : error),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome !== 'accepted' && outcome !== 'refused')).toEqual(
      [],
    );
    return outcomes.filter((outcome) => outcome === 'accepted').length;
  };

  it('is accepted unchanged', async () => {
    await expect(verify(request)).resolves.toBeDefined();
  });

  it('cannot be changed in method and target', async () => {
    const others = ['/v1/things', '/v1/things?a=1&a=1', '/v1/things?', '/v1//things?a=1'];
    const targets = [...changes(request.target), ...others].map((target) => ({
      ...request,
      target,
    }));
    const methods = changes('POST').map((method) => ({ ...request, method }));
    expect(await countAccepted([...targets, ...methods])).toBe(0);
  });

  it.each(['Host', 'X-A', 'Content-Digest', 'Signature-Input', 'Signature'])(
    'cannot be changed in %s',
    async (name) => {
      const changed = changes(valueOf(request, name)).map((value) =>
        withHeader(request, name, value),
      );
      expect(changed.length).toBeGreaterThan(4);
      expect(await countAccepted(changed)).toBe(0);
    },
  );

  it('cannot be changed in the body', async () => {
    for (const body of changes(BODY)) {
      expect(await refused(withBody(request, UTF8.encode(body)))).toBe('401 digest_mismatch');
    }
    for (const body of ['', `${BODY} `, BODY.slice(1)]) {
      expect(await refused(withBody(request, UTF8.encode(body)))).toBe('401 digest_mismatch');
    }
  });

  it('cannot be left out, and a second line cannot be added', async () => {
    const digest = digestMember('sha-256', 'other');
    const changed: readonly ReceivedRequest[] = [
      withHeader(request, 'X-A', undefined),
      withHeader(request, 'Content-Digest', undefined),
      { ...request, headers: [...request.headers, ['X-A', 'more']] },
      { ...request, headers: [...request.headers, ['Content-Digest', digest]] },
    ];
    expect(await countAccepted(changed)).toBe(0);
  });

  it('does not include headers that are not listed', async () => {
    await expect(
      verify({ ...request, headers: [...request.headers, ['X-Other', '1']] }),
    ).resolves.toBeDefined();
  });
});

describe('Content-Digest', () => {
  const sha256 = digestMember('sha-256', BODY);
  const sha512 = digestMember('sha-512', BODY);
  const message = (contentDigest: string): ReceivedRequest =>
    signedMessage({ method: 'POST', body: BODY, contentDigest });

  it.each([
    ['sha-256', sha256],
    ['sha-512', sha512],
    ['both', `${sha256}, ${sha512}`],
    ['others beside', `md5=:AAAA:, sha=:AAAA:, unixsum=1, x;y=2, ${sha256}`],
    ['parameters', `${sha256};a=1`],
  ])('may have %s', async (_, contentDigest) => {
    await expect(verify(message(contentDigest))).resolves.toBeDefined();
  });

  it.each([
    ['an empty value', ''],
    ['md5 alone', `md5=:${Buffer.alloc(16).toString('base64')}:`],
    ['sha-1 alone', `sha=:${Buffer.alloc(20).toString('base64')}:`],
    ['a wrong sha-256', digestMember('sha-256', 'other')],
    ['a wrong sha-512', digestMember('sha-512', 'other')],
    ['a wrong sha-512 beside', `${sha256}, ${digestMember('sha-512', 'other')}`],
    ['a wrong sha-256 beside', `${digestMember('sha-256', 'other')}, ${sha512}`],
    ['a sha-256 twice', `${digestMember('sha-256', 'other')}, ${sha256}`],
    ['the form of Digest', sha256.replaceAll(':', '').replace('sha', 'SHA')],
    ['no colons', sha256.replaceAll(':', '')],
    ['a string', sha256.replaceAll(':', '"')],
    ['a list', sha256.replace('=', '=(').concat(')')],
    ['no padding', sha256.replace('=:', '\0').replaceAll('=', '').replace('\0', '=:')],
    ['hex', `sha-256=:${Buffer.from(sha256.slice(9, -1), 'base64').toString('hex')}:`],
    ['no value', 'sha-256'],
  ])('may not have %s', async (_, contentDigest) => {
    expect(await refused(message(contentDigest))).toBe('401 digest_mismatch');
  });

  it('may be checked while the body is read', async () => {
    const octets = UTF8.encode(BODY);
    const hash = (name: string): Promise<Uint8Array> =>
      crypto.subtle.digest(name, octets).then((buffer) => new Uint8Array(buffer));
    const digest = { sha256: await hash('SHA-256'), byteLength: octets.length };
    const both = { ...digest, sha512: await hash('SHA-512') };
    await expect(verify(withBody(message(sha256), digest))).resolves.toBeDefined();
    expect(await refused(withBody(message(`${sha256}, ${sha512}`), digest))).toBe(
      '401 digest_mismatch',
    );
    await expect(verify(withBody(message(sha512), both))).resolves.toBeDefined();
    expect(await refused(withBody(message(sha512), digest))).toBe('401 digest_mismatch');
    const wrong = { ...both, sha512: new Uint8Array(64) };
    expect(await refused(withBody(message(`${sha256}, ${sha512}`), wrong))).toBe(
      '401 digest_mismatch',
    );
  });

  it('may come in several lines, of which each counts', async () => {
    const inLines = (second: string): ReceivedRequest =>
      signedMessage({
        method: 'POST',
        body: BODY,
        contentDigest: sha256,
        headers: [['content-digest', second]],
        values: { '"content-digest"': `${sha256}, ${second}` },
      });
    await expect(verify(inLines(sha512))).resolves.toBeDefined();
    const wrong = digestMember('sha-512', 'other');
    expect(await refused(inLines(wrong))).toBe('401 digest_mismatch');
  });

  it('is looked at where it is not covered and there is no body', async () => {
    const right = signedMessage({ contentDigest: digestMember('sha-256', ''), list: BARE_LIST });
    await expect(verify(right)).resolves.toBeDefined();
    const wrong = signedMessage({ contentDigest: sha256, list: BARE_LIST });
    expect(await refused(wrong)).toBe('401 digest_mismatch');
  });

  it('may be of no body', async () => {
    const request = signedMessage({ contentDigest: digestMember('sha-256', ''), list: BODY_LIST });
    await expect(verify(request)).resolves.toBeDefined();
  });
});
