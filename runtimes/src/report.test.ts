import { describe, expect, it } from 'vitest';
import { describeVerdicts, type Verdict } from './report.js';

const ran = (name: string, changes: { failed?: string[]; digest?: string } = {}): Verdict => ({
  kind: 'ran',
  name,
  isRequired: true,
  version: '1.2.3',
  millis: 12.3,
  tally: { passed: 7, failed: [], digest: 'd1', ...changes },
});
const missing = (name: string, isRequired: boolean): Verdict => ({
  kind: 'missing',
  name,
  isRequired,
  reason: 'no package for plan9',
});

describe('the report on all runtimes', () => {
  it('is a table and a count', () => {
    expect(describeVerdicts([ran('Node 20'), ran('Bun')], true)).toEqual({
      lines: [
        'runtime  version  vectors passed  same digest  time',
        'Node 20  1.2.3    7 of 7          yes          12 ms',
        'Bun      1.2.3    7 of 7          yes          12 ms',
        'digest d1',
        '2 passed, 0 failed',
      ],
      isGood: true,
    });
  });

  it('fails for a vector that failed, and names it', () => {
    const { lines, isGood } = describeVerdicts(
      [ran('Node 20'), ran('Bun', { failed: ['reject x'] })],
      false,
    );
    expect(isGood).toBe(false);
    expect(lines).toContain('Bun: failed: reject x');
    expect(lines.join('\n')).toMatch(/Bun .*7 of 8/);
    expect(lines.at(-1)).toBe('1 passed, 1 failed');
  });

  it('fails for another digest than that of the first runtime', () => {
    const { lines, isGood } = describeVerdicts(
      [ran('Node 20'), ran('Bun', { digest: 'd2' })],
      false,
    );
    expect(isGood).toBe(false);
    expect(lines.join('\n')).toMatch(/Bun .* NO /);
  });

  it('fails for a runtime that crashed', () => {
    const crashed: Verdict = {
      kind: 'crashed',
      name: 'Deno',
      isRequired: false,
      version: '2.9.6',
      reason: 'still running after 60 s',
    };
    const { lines, isGood } = describeVerdicts([ran('Node 20'), crashed], false);
    expect(isGood).toBe(false);
    expect(lines.join('\n')).toContain('Deno     2.9.6    crashed: still running after 60 s');
  });

  it('names one that is not available, and fails only where CI requires it', () => {
    const verdicts = [ran('Node 20'), missing('workerd', true), missing('Chromium', false)];
    const relaxed = describeVerdicts(verdicts, false);
    expect(relaxed.isGood).toBe(true);
    expect(relaxed.lines.join('\n')).toContain(
      'workerd   -        not available: no package for plan9',
    );
    expect(relaxed.lines.at(-1)).toBe('1 passed, 0 failed, 2 not available');
    const strict = describeVerdicts(verdicts, true);
    expect(strict.isGood).toBe(false);
    expect(strict.lines.at(-1)).toBe('1 passed, 1 failed, 1 not available');
  });
});
