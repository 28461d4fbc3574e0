/** docs/guide/run-anywhere.md shows the examples as they are, and all of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES } from './example-table.mjs';
import { ROOT } from './findings.mjs';

const readText = (path) => readFileSync(join(ROOT, path), 'utf8');

/** A file that the guide links to on a line of its own, and the block under it. */
const SHOWN = /^\[`(examples\/\S+)`\]\(\.\.\/\.\.\/(examples\/\S+)\)\n\n```\w+\n([^]*?)^```$/gm;
const guide = readText('docs/guide/run-anywhere.md');
const shown = [...guide.matchAll(SHOWN)].map(([, name, path, text]) => ({ name, path, text }));

describe('the guide to runtimes', () => {
  it('has no code but that of examples', () => {
    const blocks = guide.match(/^```(?!sh)\w+$/gm);
    expect(shown).toHaveLength(blocks.length);
  });

  it('shows every example', () => {
    const paths = new Set(shown.map(({ path }) => path));
    expect(EXAMPLES.filter(({ path }) => !paths.has(path))).toEqual([]);
    expect(paths).toContain('examples/token-server.js');
    expect(paths).toContain('examples/policy.json');
  });

  it.each(shown)('shows $name as it is', ({ name, path, text }) => {
    expect(name).toBe(path);
    expect(text).toBe(readText(path));
  });
});
