import { describe, expect, it } from 'vitest';
import { TOKEN } from '../../test/explained-messages.js';
import { DATE, NOW } from '../../test/explained-request.js';
import { HeaderIndex } from '../headers/header-index.js';
import type { HeaderPairs } from '../request.js';
import { findOwnTime } from './find-own-time.js';

const find = (authorization: string, ...headers: HeaderPairs): number | undefined =>
  findOwnTime(authorization, new HeaderIndex(headers));

describe('findOwnTime', () => {
  it('is the date, the creation of the signature, or the issue of the token', () => {
    expect(find('hmac x', ['Date', DATE])).toBe(NOW);
    expect(find('hmac x', ['X-Date', DATE])).toBe(NOW);
    expect(find('', ['Signature-Input', `sig1=("@method");created=${NOW};nonce="x"`])).toBe(NOW);
    expect(find(`agora token=${TOKEN}`)).toBe(NOW);
    expect(find('', ['x-agora-token', TOKEN])).toBe(NOW);
  });

  it('is unknown where the request does not tell it', () => {
    expect(find('Basic x')).toBeUndefined();
    expect(find('hmac x', ['Date', 'yesterday'])).toBeUndefined();
  });
});
