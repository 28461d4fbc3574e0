import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What a file imports when it is loaded: no types, and nothing that is loaded later. */
function importsOf(file: URL): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export) (?!type )[^;]*?from '([^']+)';/gm)].map(
    ([, name = '']) => name,
  );
}

/** All files and packages that come with a file. */
function loadedBy(file: URL, seen = new Set<string>()): ReadonlySet<string> {
  for (const name of importsOf(file)) {
    const isOurs = name.startsWith('.');
    const target = isOurs ? new URL(name.replace(/\.js$/, '.ts'), file).href : name;
    if (seen.has(target)) continue;
    seen.add(target);
    if (isOurs) loadedBy(new URL(target), seen);
  }
  return seen;
}

it('is for servers that have no database: none of what that takes comes with it', () => {
  const loaded = [...loadedBy(new URL('observability.ts', import.meta.url))];
  expect(loaded.filter((name) => !name.startsWith('file:'))).toEqual(['prom-client']);
  expect(loaded.filter((name) => /\/(storage|fastify|redis|features)\//.test(name))).toEqual([]);
  expect(loaded).toContain(new URL('observability/gateway-metrics.ts', import.meta.url).href);
});
