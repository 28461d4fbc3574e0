import { describe, expect, it } from 'vitest';
import {
  ALL_KNOWN,
  HOST,
  NOW,
  SECRET,
  signedBy,
  TARGET,
  type ClientParts,
} from '../../../test/explained-request.js';
import { explainRequest } from '../../explain-request.js';
import { REQUEST_FINDING_KINDS } from '../finding-kinds.js';
import { VARIANTS } from './find-client-draft.js';

const kindsFor = async (parts: ClientParts): Promise<readonly string[]> => {
  const { findings } = await explainRequest(signedBy(parts), ALL_KNOWN);
  return findings.map(({ kind }) => kind);
};

const [PATH = ''] = TARGET.split('?');

describe('VARIANTS', () => {
  it('have each a kind', () => {
    const kinds = VARIANTS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const kind of kinds) expect(REQUEST_FINDING_KINDS).toContain(kind);
  });
});

describe('findClientDraft', () => {
  it.each<[ClientParts, readonly string[]]>([
    [
      { target: PATH, key: `${SECRET}\n`, sent: { target: TARGET } },
      ['secret_with_blanks', 'query_unsigned'],
    ],
    [
      { method: 'GET', host: 'localhost', sent: { method: 'POST', host: HOST } },
      ['method_other', 'host_other'],
    ],
    [
      {
        line: (line) => line.replace('HTTP', 'http'),
        write: (lines) => `${lines.join('\n')}\n`,
      },
      ['version_letter_case', 'line_end_at_end'],
    ],
    [
      { names: 'Host Date Request-Line Digest', write: (lines) => lines.join('\r\n') },
      ['names_letter_case', 'line_ends_crlf'],
    ],
    [
      { encode: (mac) => mac.toString('hex'), target: PATH, sent: { target: TARGET } },
      ['signature_hex', 'query_unsigned'],
    ],
  ])('finds two mistakes at once: %#', async (parts, kinds) => {
    expect(await kindsFor(parts)).toEqual(kinds);
  });

  it('does not find three', async () => {
    const parts: ClientParts = {
      target: PATH,
      key: `${SECRET}\n`,
      write: (lines) => lines.join('\r\n'),
      sent: { target: TARGET },
    };
    expect(await kindsFor(parts)).toEqual(['signature_mismatch']);
  });

  it('finds it with each secret, and with a host that has a port', async () => {
    const second = ALL_KNOWN.customerSecrets?.[1] ?? '';
    const parts = { key: second, target: PATH, host: 'a', sent: { target: TARGET, host: 'a:81' } };
    expect(await kindsFor(parts)).toEqual(['query_unsigned']);
  });

  it('finds what needs no secret where none is known', async () => {
    const request = signedBy({ key: 'undefined' });
    const report = await explainRequest(request, { now: NOW });
    expect(report).toMatchObject({ verdict: 'rejected', findings: [{ kind: 'secret_missing' }] });
  });

  it('ends soon where there is nothing to find', async () => {
    const startedAt = performance.now();
    expect(await kindsFor({ key: 'another' })).toEqual(['signature_mismatch']);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });
});
