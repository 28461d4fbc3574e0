import { expect, it } from 'vitest';
import { ANONYMOUS, anonymousCallers } from './anonymous-callers.js';

it('lets in who shows nothing, and nobody else', () => {
  expect(anonymousCallers.authenticate({ header: () => undefined })).toBe(ANONYMOUS);
  const header = (name: string): string | undefined =>
    name === 'authorization' ? 'Basic eDp5' : undefined;
  expect(anonymousCallers.authenticate({ header })).toBeUndefined();
});
