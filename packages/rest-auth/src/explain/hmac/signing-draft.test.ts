import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { buildSigningString } from '../../schemes/hmac/signing-string.js';
import { computeDraft, EMPTY_DRAFT, MAC_NAMES, writeDraft } from './signing-draft.js';

const LINE = { method: 'PATCH', target: '/a?b', version: 'HTTP/1.1', host: 'c' };
const NAMES = ['Host', 'date', 'request-line', '@request-target', 'x-more'];

describe('writeDraft', () => {
  it('writes what the verifier builds, unless something is altered', () => {
    const valueOf = (name: string): string => `value of ${name}`;
    const draft = { ...EMPTY_DRAFT, names: NAMES, line: LINE, valueOf };
    expect(writeDraft(draft)).toBe(buildSigningString(NAMES, LINE, valueOf));
    expect(writeDraft({ ...draft, names: ['Host', 'date'], lineEnd: '|', end: '.' })).toBe(
      'Host: c|date: value of date.',
    );
  });
});

describe('computeDraft', () => {
  const message = new TextEncoder().encode('message');
  const key = new TextEncoder().encode('key');
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

  it.each([
    ['hmac-sha256', createHmac('sha256', 'key').update('message').digest('hex')],
    ['hmac-sha384', createHmac('sha384', 'key').update('message').digest('hex')],
    ['hmac-sha512', createHmac('sha512', 'key').update('message').digest('hex')],
    ['hmac-sha1', createHmac('sha1', 'key').update('message').digest('hex')],
    ['sha256 of secret and string', hash('keymessage')],
    ['sha256 of string and secret', hash('messagekey')],
    ['sha256 of the string', hash('message')],
  ])('computes %s', async (mac, expected) => {
    expect(MAC_NAMES).toContain(mac);
    const octets = await computeDraft({ ...EMPTY_DRAFT, key, mac }, message);
    expect(Buffer.from(octets).toString('hex')).toBe(expected);
  });

  it.each(['hmac-sha256', 'hmac-sha512', 'hmac-sha1'])(
    'computes %s of an empty key',
    async (mac) => {
      const octets = await computeDraft({ ...EMPTY_DRAFT, mac }, message);
      const expected = createHmac(mac.slice(5), '').update('message').digest();
      expect(expected.equals(octets)).toBe(true);
    },
  );
});
