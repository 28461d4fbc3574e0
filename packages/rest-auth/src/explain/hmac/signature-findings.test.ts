import { describe, expect, it } from 'vitest';
import { ALL_KNOWN, signedBy, signingString } from '../../../test/explained-request.js';
import { explainRequest } from '../../explain-request.js';

async function kindsFor(
  clientSigningString: string | undefined,
  key?: string,
): Promise<readonly string[]> {
  const request = signedBy(key === undefined ? {} : { key });
  const { findings } = await explainRequest(request, { ...ALL_KNOWN, clientSigningString });
  return findings.map(({ kind }) => kind);
}

describe('what the client says that it signed', () => {
  it('is not needed where the signature is right', async () => {
    expect(await kindsFor(undefined)).toEqual([]);
    expect(await kindsFor('nonsense')).toEqual([]);
    expect(await kindsFor(signingString())).toEqual([]);
  });

  it('is compared where it is not', async () => {
    expect(await kindsFor(undefined, 'x')).toEqual(['signature_mismatch']);
    expect(await kindsFor('nonsense', 'x')).toEqual([
      'client_string_differs',
      'client_string_not_signed',
      'signature_mismatch',
    ]);
    expect(await kindsFor(signingString(), 'x')).toEqual([
      'client_string_not_signed',
      'signature_mismatch',
    ]);
  });

  it('is the cause where it is what was signed', async () => {
    const write = (lines: readonly string[]): string => lines.join(' and ');
    const request = signedBy({ write });
    const report = await explainRequest(request, {
      ...ALL_KNOWN,
      clientSigningString: signingString({ write }),
    });
    expect(report.findings.map(({ kind }) => kind)).toEqual(['client_string_differs']);
    expect(report.code).toBe('signature_mismatch');
  });
});
