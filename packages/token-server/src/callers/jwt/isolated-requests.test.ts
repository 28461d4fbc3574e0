import { afterEach, expect, it, vi } from 'vitest';
import { hasIsolatedRequests } from './isolated-requests.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

it.each([
  [undefined, false],
  [null, false],
  [{}, false],
  [{ userAgent: 'Node.js/22' }, false],
  [{ userAgent: 'Cloudflare-Workers' }, true],
])('requests under %j are isolated: %s', (navigator, isIsolated) => {
  vi.stubGlobal('navigator', navigator);
  expect(hasIsolatedRequests()).toBe(isIsolated);
});
