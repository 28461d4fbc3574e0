import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { listTriedCertificates } from './tried-certificates.js';

const PRIMARY = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const SECONDARY = 'b1b2c3d4e5f60718293a4b5c6d7e8f91';
const HASH = createHash('sha256').update('007abc').digest('hex');

describe('the certificates that are tried', () => {
  it.each([
    ['both', { certificates: [PRIMARY, SECONDARY] }, [PRIMARY, SECONDARY]],
    ['the primary alone', { certificates: [PRIMARY] }, [PRIMARY, HASH.slice(32)]],
    ['none', { certificates: [] }, [HASH.slice(0, 32), HASH.slice(32)]],
    ['one that is switched off', { certificates: [''] }, [HASH.slice(0, 32), HASH.slice(32)]],
    ['no project', undefined, [HASH.slice(0, 32), HASH.slice(32)]],
  ])('are always two: %s', (_, project, tried) => {
    expect(listTriedCertificates(project, '007abc')).toEqual(tried);
  });

  it('differ for each token, so that nobody can sign with one that stands in', () => {
    const [one] = listTriedCertificates(undefined, '007abc');
    const [other] = listTriedCertificates(undefined, '007abd');
    expect(one).not.toBe(other);
  });
});
