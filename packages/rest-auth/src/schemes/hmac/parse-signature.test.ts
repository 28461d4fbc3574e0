import { describe, expect, it } from 'vitest';
import { parseSignature } from './parse-signature.js';

const MAC = Buffer.from(Array.from({ length: 32 }, (_, i) => 255 - i));
const TEXT = MAC.toString('base64');
const SHA512 = Buffer.alloc(64, 7);

describe('parseSignature', () => {
  it('gives the octets', () => {
    expect(Buffer.from(parseSignature(TEXT, 32))).toEqual(MAC);
    expect(Buffer.from(parseSignature(SHA512.toString('base64'), 64))).toEqual(SHA512);
  });

  it.each([
    [MAC.toString('hex'), 'it is hex'],
    [MAC.toString('hex').toUpperCase(), 'it is hex'],
    [MAC.subarray(0, 20).toString('hex'), 'it is hex'],
    [SHA512.toString('hex'), 'it is hex'],
    [Buffer.from(MAC.toString('hex')).toString('base64'), 'base64 of hex digits'],
    [MAC.toString('base64url'), 'base64url'],
    [`${MAC.toString('base64url')}=`, 'base64url'],
    [TEXT.replace('=', ''), 'no padding'],
    [`${TEXT.slice(0, 20)} ${TEXT.slice(20)}`, 'blanks'],
    [`\t${TEXT}`, 'blanks'],
    [`${TEXT}=`, 'as an encoder writes it'],
    [TEXT.replace(/.=$/, 'B='), 'as an encoder writes it'],
    ['====', 'as an encoder writes it'],
    ['=AAA', 'as an encoder writes it'],
    ['caf\u00e9', 'as an encoder writes it'],
    [MAC.subarray(1).toString('base64'), '31 octets of 32'],
    [Buffer.concat([MAC, MAC]).toString('base64'), '64 octets of 32'],
    [Buffer.alloc(10_000).toString('base64'), '10000 octets of 32'],
    [Buffer.from(SHA512.toString('hex')).toString('base64'), 'base64 of hex digits'],
    [Buffer.from('a'.repeat(130)).toString('base64'), '130 octets of 32'],
    [Buffer.from('ab'.repeat(400)).toString('base64'), '800 octets of 32'],
  ])('says what %s is', (text, reason) => {
    expect(() => parseSignature(text, 32)).toThrow(reason);
    expect(() => parseSignature(text, 32)).toThrow(
      expect.objectContaining({ code: 'signature_encoding' }),
    );
  });

  it('never shows the text', () => {
    for (const text of ['marked_text', 'bWFya2Vk', 'marked text']) {
      expect(() => parseSignature(text, 32)).toThrow(/^(?!.*(marked|bWFya2Vk))/);
    }
  });
});
