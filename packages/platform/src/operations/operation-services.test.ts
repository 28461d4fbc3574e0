import { expect, it } from 'vitest';
import { DEFAULT_SERVICES } from './operation-services.js';

it('tells nobody of kicks, and limits what customers may make', () => {
  const { kickEvents, quotas } = DEFAULT_SERVICES;
  const event = {
    kind: 'once',
    ruleId: 1,
    appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
    uid: 42,
    channel: undefined,
    address: undefined,
    privileges: ['join_channel'],
    atMs: 0,
    endsAtMs: undefined,
  } as const;
  expect(kickEvents.publish(event)).toBeUndefined();
  expect(quotas).toMatchObject({ maxProjects: 1000, maxKickingRules: 10_000 });
});
