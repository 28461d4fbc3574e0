import { describe, expect, it } from 'vitest';
import { AuditChain, CHAIN_START } from './audit-chain.js';
import { checkAuditLines } from './check-audit-lines.js';

const chain = new AuditChain(CHAIN_START);
const LINES = [1, 2, 3, 4].map((n) => chain.add({ n }).trimEnd());

describe('the lines of an audit', () => {
  it('hang together', async () => {
    const check = await checkAuditLines(LINES, CHAIN_START);
    expect(check).toEqual({ kind: 'intact', count: 4, head: expect.any(String) });
    expect(await checkAuditLines([], CHAIN_START)).toEqual({
      kind: 'intact',
      count: 0,
      head: CHAIN_START,
    });
  });

  it('can begin in the middle, and end at the head of the part before', async () => {
    const first = await checkAuditLines(LINES.slice(0, 2), CHAIN_START);
    const head = first.kind === 'intact' ? first.head : '';
    expect(await checkAuditLines(LINES.slice(2), head)).toMatchObject({ kind: 'intact' });
    expect(await checkAuditLines(LINES.slice(2))).toMatchObject({ kind: 'intact' });
    expect(await checkAuditLines(LINES.slice(3), head)).toEqual({ kind: 'broken', line: 1 });
  });

  it.each([
    ['changed', LINES.map((line) => line.replace('"n":2', '"n":7')), 3],
    ['removed', LINES.filter((_, index) => index !== 1), 2],
    ['moved', [LINES[0], LINES[2], LINES[1], LINES[3]], 2],
    ['no JSON', [LINES[0], 'x', ...LINES.slice(1)], 2],
    ['another thing', [LINES[0], '7', ...LINES.slice(1)], 2],
  ])('are broken where one is %s', async (_name, lines, line) => {
    const texts = lines.filter((each) => each !== undefined);
    expect(await checkAuditLines(texts, CHAIN_START)).toEqual({ kind: 'broken', line });
  });
});
