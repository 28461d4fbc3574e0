import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fingerprintToken, inspectToken, verifyToken } from '../src/index.js';
import { outcomeOf } from './catch-token-error.js';
import { forgeContent } from './forge-token.js';
import { sampleVerify } from './sample-options.js';

const BOMB_BYTES = 50_000_000;
const wrap = (stream: Uint8Array): string => `007${Buffer.from(stream).toString('base64')}`;

/** A token whose content goes on and on: it begins as a good one does. */
const BOMBS = [
  ['zeros', Buffer.concat([forgeContent({}), Buffer.alloc(BOMB_BYTES)])],
  ['services', Buffer.concat([forgeContent({}), Buffer.alloc(BOMB_BYTES, 'stage-1 ')])],
].map(([name, content]) => ({
  name: name as string,
  text: wrap(deflateSync(content as Buffer, { level: 9 })),
}));

interface Cost {
  readonly milliseconds: number;
  readonly bytes: number;
}

/** What one call takes. The least of some, because other programs run on the machine too. */
function costOf(run: () => unknown): Cost {
  const costs = Array.from({ length: 50 }, (): Cost => {
    const before = process.memoryUsage();
    const startedAt = performance.now();
    run();
    const milliseconds = performance.now() - startedAt;
    const after = process.memoryUsage();
    const bytes = after.heapUsed - before.heapUsed + (after.arrayBuffers - before.arrayBuffers);
    return { milliseconds, bytes };
  });
  return {
    milliseconds: Math.min(...costs.map((cost) => cost.milliseconds)),
    // A collection in between makes a difference negative, which says nothing.
    bytes: Math.min(...costs.map((cost) => cost.bytes).filter((bytes) => bytes >= 0)),
  };
}

describe.each(BOMBS)('a token that inflates to 50 MB of $name', ({ text }) => {
  it.each([
    ['inspectToken', () => outcomeOf(() => inspectToken(text))],
    ['verifyToken', () => outcomeOf(() => verifyToken(text, sampleVerify()))],
  ])('is refused by %s in less than 5 ms and 1 MB', (_name, run) => {
    expect(run()).toBe('inflate_limit');
    const { milliseconds, bytes } = costOf(run);
    expect(milliseconds).toBeLessThan(5);
    expect(bytes).toBeLessThan(1_000_000);
  });

  it('is named by fingerprintToken in little more, which hashes the text instead', () => {
    expect(fingerprintToken(text)).toMatch(/^[0-9a-f]{8}$/);
    const { milliseconds, bytes } = costOf(() => fingerprintToken(text));
    expect(milliseconds).toBeLessThan(20);
    expect(bytes).toBeLessThan(1_000_000);
  });
});

describe('a text that is long, and no token,', () => {
  it('is refused before it is looked at', () => {
    const text = `007${'A'.repeat(50_000_000)}`;
    const run = (): string => outcomeOf(() => inspectToken(text));
    expect(run()).toBe('malformed');
    expect(costOf(run).milliseconds).toBeLessThan(1);
  });
});
