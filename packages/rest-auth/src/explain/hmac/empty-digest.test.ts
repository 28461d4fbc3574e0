import { expect, it } from 'vitest';
import { EMPTY_DIGEST } from './empty-digest.js';

it('is what every sample sends without a body', () => {
  expect(EMPTY_DIGEST).toBe('SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
});
