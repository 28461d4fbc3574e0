import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import {
  APP_ID,
  CERTIFICATE,
  forgeContent,
  forgeService,
  ISSUED_AT,
} from '../../test/forge-token.js';
import { parseAppId, parseCertificate } from '../parse-project.js';
import { encodeToken, type SignedContent, type WireService } from './encode.js';

const encode = (changes: Partial<SignedContent>): string =>
  encodeToken(
    {
      appId: parseAppId(APP_ID),
      issuedAt: ISSUED_AT,
      expiresInSeconds: 3600,
      salt: 1,
      services: [],
      ...changes,
    },
    parseCertificate(CERTIFICATE),
  );
const contentOf = (token: string): Buffer => inflateSync(Buffer.from(token.slice(3), 'base64'));

describe('encodeToken', () => {
  it('writes services of any type, with any privileges and fields', () => {
    const services: readonly WireService[] = [
      { type: 1, privileges: [], fields: ['', ''] },
      { type: 8, privileges: [{ id: 65_535, expiresInSeconds: 0xffffffff }], fields: ['zoë €'] },
      { type: 65_535, privileges: [{ id: 0, expiresInSeconds: 0 }], fields: [] },
    ];
    const forged = [
      forgeService(1, [], ['', '']),
      forgeService(8, [[65_535, 0xffffffff]], ['zoë €']),
      forgeService(65_535, [[0, 0]], []),
    ];
    expect(contentOf(encode({ services }))).toEqual(forgeContent({ services: forged }));
  });

  it('writes the largest numbers of the head', () => {
    const head = { issuedAt: 0xffffffff, expiresInSeconds: 0xffffffff, salt: 0xffffffff };
    expect(contentOf(encode(head))).toEqual(forgeContent({ ...head, services: [] }));
  });

  it('keeps nothing of the token before, longer or shorter', () => {
    const long = [{ type: 1, privileges: [], fields: ['x'.repeat(5000), 'y'.repeat(3000)] }];
    const first = encode({});
    const second = encode({ services: long });
    expect(encode({})).toBe(first);
    expect(encode({ services: long })).toBe(second);
  });

  it('fills 65536 bytes and refuses one more', () => {
    const fill = (more: number): string => {
      const length = 65_536 - 82 - 2 - 2 - 2 - 2 - 40_000 + more;
      const fields = ['x'.repeat(40_000), 'y'.repeat(length)];
      return encode({ services: [{ type: 1, privileges: [], fields }] });
    };
    expect(contentOf(fill(0))).toHaveLength(65_536);
    expect(codeOf(() => fill(1))).toBe('invalid_services');
  });
});
