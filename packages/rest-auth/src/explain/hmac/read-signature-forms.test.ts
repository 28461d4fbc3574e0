import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSignatureForms } from './read-signature-forms.js';

/** With + and / in its base64. */
const MAC = createHmac('sha256', 'x').update('5').digest();
const BASE64 = MAC.toString('base64');

describe('readSignatureForms', () => {
  it.each([
    [BASE64, undefined],
    [MAC.toString('hex'), 'signature_hex'],
    [MAC.toString('hex').toUpperCase(), 'signature_hex'],
    [Buffer.from(MAC.toString('hex')).toString('base64'), 'signature_base64_of_hex'],
    [MAC.toString('base64url').replace(/^[^-_]*$/, ''), 'signature_url_alphabet'],
    [BASE64.replace('=', ''), 'signature_padding_lost'],
    [encodeURIComponent(BASE64), 'signature_percent_encoded'],
    [BASE64.replaceAll('+', ' '), 'signature_encoding'],
    [`${BASE64.slice(0, 20)}\n${BASE64.slice(20)}`, 'signature_encoding'],
  ])('finds the octets in %s', (text, form) => {
    const read = readSignatureForms(text);
    expect(read.form).toBe(form);
    expect(read.candidates.some((candidate) => MAC.equals(candidate))).toBe(true);
  });

  it.each(['', '"', '%zz', '%'])('finds none in %j', (text) => {
    expect(readSignatureForms(text).candidates).toEqual([]);
  });
});
