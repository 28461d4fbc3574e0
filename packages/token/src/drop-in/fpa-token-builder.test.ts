import { expect, it } from 'vitest';
import { APP_ID, CERTIFICATE } from '../../test/forge-token.js';
import { inspectToken } from '../inspect-token.js';
import { FpaTokenBuilder } from './fpa-token-builder.js';

it('makes tokens of 24 hours', () => {
  const { services, expiresInSeconds } = inspectToken(
    FpaTokenBuilder.buildToken(APP_ID, CERTIFICATE),
  );
  expect(expiresInSeconds).toBe(86_400);
  expect(services).toMatchObject([
    { service: 'fpa', privileges: { login: { expiresInSeconds: 0 } } },
  ]);
  expect(FpaTokenBuilder.buildToken(APP_ID, '')).toBe('');
});
