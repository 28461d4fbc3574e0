import { expect, it } from 'vitest';
import { type Caller, maySeeSecrets } from './caller.js';

const CUSTOMER = {
  kind: 'customer',
  customerId: 'c',
  organizationId: 'o',
  projectIds: undefined,
  scheme: 'basic',
} as const;
const USER: Caller = {
  kind: 'user',
  appId: 'a',
  organizationId: 'o',
  scheme: 'agora-token',
  principal: { kind: 'user', scheme: 'agora-token', appId: 'a', userId: 'zoe', token: {} as never },
};

it('shows secrets to customers who may do all, and to nobody else', () => {
  expect(maySeeSecrets({ ...CUSTOMER, access: 'full' })).toBe(true);
  expect(maySeeSecrets({ ...CUSTOMER, access: 'read-only' })).toBe(false);
  expect(maySeeSecrets(USER)).toBe(false);
});
