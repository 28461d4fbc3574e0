import { describe, expect, it } from 'vitest';
import { useEchoServers } from '../../test/echo-server.js';
import { CUSTOMER, NOW, ORGANIZATION_ID } from '../../test/test-platform.js';
import { openGateway } from './gateway.js';
import { identifyCaller } from './identify-caller.js';

const start = useEchoServers();
const RULES = { limits: undefined, maxBodyBytes: 1, onFailure: () => undefined };

describe('identifyCaller', () => {
  const customer = { kind: 'customer', scheme: 'basic', signedWith: 'primary' } as const;
  const token = {} as never;
  const user = { kind: 'user', scheme: 'agora-token', userId: 'zoe', token } as const;

  it('knows a customer with what it may do, and notes that it was here', async () => {
    const { platform } = await start();
    const gateway = openGateway(platform.gateway, RULES);
    const caller = await identifyCaller({ ...customer, customerId: CUSTOMER.customerId }, gateway);
    expect(caller).toEqual({
      kind: 'customer',
      customerId: CUSTOMER.customerId,
      organizationId: ORGANIZATION_ID,
      access: 'full',
      projectIds: undefined,
      scheme: 'basic',
    });
    await platform.gateway.customers.flushLastUsed();
    const stored = await platform.storage.stores.customers.find(CUSTOMER.customerId);
    expect(stored?.credential.lastUsedAt).toBe(NOW);
  });

  it('refuses whoever was disabled since he was proven', async () => {
    const { platform } = await start();
    const gateway = openGateway(platform.gateway, RULES);
    const { customerId } = CUSTOMER;
    await platform.storage.transact(ORGANIZATION_ID, ({ customers }) =>
      customers.setDisabledAt(customerId, NOW),
    );
    await expect(identifyCaller({ ...customer, customerId }, gateway)).rejects.toMatchObject({
      code: 'not_entitled',
    });
  });

  it('refuses whoever was removed since he was proven', async () => {
    const { platform } = await start();
    const gateway = openGateway(platform.gateway, RULES);
    for (const principal of [
      { ...customer, customerId: 'e'.repeat(32) },
      { ...user, appId: 'e'.repeat(32) },
    ]) {
      await expect(identifyCaller(principal, gateway)).rejects.toMatchObject({
        code: 'not_entitled',
      });
    }
  });
});
