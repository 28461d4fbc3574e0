import { describe, expect, it } from 'vitest';
import { useEchoServers } from '../../test/echo-server.js';
import { ORGANIZATION_ID } from '../../test/test-platform.js';
import { DEFAULT_SERVICES } from '../operations/operation-services.js';
import { openGateway } from './gateway.js';

const start = useEchoServers();
const RULES = { limits: undefined, maxBodyBytes: 1, onFailure: () => undefined };

describe('openGateway', () => {
  it('takes defaults for what is not given', async () => {
    const { platform } = await start();
    const quotas = { ...DEFAULT_SERVICES.quotas, maxProjects: 1 };
    const gateway = openGateway({ ...platform.gateway, services: { quotas } }, RULES);
    expect(gateway.readPorts.quotas).toBe(quotas);
    expect(gateway.readPorts.kickEvents).toBe(DEFAULT_SERVICES.kickEvents);
    expect(gateway.projects).toBe(platform.storage.stores.projects);
    expect(gateway.failures).toBeDefined();
    expect(openGateway(platform.gateway, { ...RULES, limits: 'off' }).failures).toBeUndefined();
  });

  it('keeps answers until a change, where nobody else can make one', async () => {
    const { platform } = await start();
    const { kept } = openGateway(platform.gateway, RULES);
    const place = { organizationId: ORGANIZATION_ID, operationId: 'list' };
    kept?.keep(place, { status: 200, body: '' }, kept.generation);
    expect(kept?.find(place)).toBeDefined();
    await platform.storage.transact(ORGANIZATION_ID, async () => undefined);
    expect(kept?.find(place)).toBeUndefined();
    const shared = { ...platform.gateway, storage: Object.create(platform.storage) as never };
    Object.defineProperty(shared.storage, 'isExclusive', { value: false });
    Object.defineProperty(shared.storage, 'stores', { value: platform.storage.stores });
    expect(openGateway(shared, RULES).kept).toBeUndefined();
  });
});
