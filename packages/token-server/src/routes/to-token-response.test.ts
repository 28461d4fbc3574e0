import { describe, expect, it } from 'vitest';
import type { IssuedService, IssuedToken } from '../issue/issued-token.js';
import type { ServiceResponseBody } from './native-contract.js';
import { toTokenResponse } from './to-token-response.js';

const ISSUED: IssuedToken = {
  token: '007abc',
  fingerprint: '01234567',
  certificateFingerprint: '89abcdef',
  appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
  issuedAt: 1000,
  expiresAt: 4600,
  expiresInSeconds: 3600,
  services: [],
};

function describeOne(service: Partial<IssuedService>): ServiceResponseBody | undefined {
  const base = { service: 'rtc', channel: undefined, user: undefined, privileges: {}, rule: 'r' };
  const services = [{ ...base, ...service } as IssuedService];
  return toTokenResponse({ ...ISSUED, services }).services[0];
}

function renewAtOf(issued: Partial<IssuedToken>, ends: readonly number[] = []): number {
  const services = ends.map((end): IssuedService => ({
    service: 'rtc',
    channel: 'test',
    user: '7',
    privileges: { joinChannel: end },
    rule: 'r',
  }));
  return toTokenResponse({ ...ISSUED, services, ...issued }).renewAt;
}

describe('what a client is told of its token', () => {
  it('is what the contract says, and nothing of rules and certificates', () => {
    expect(toTokenResponse(ISSUED)).toEqual({
      token: '007abc',
      appId: '3f0c9a7b1d5e48269ab0c4d2e6f81735',
      issuedAt: 1000,
      expiresAt: 4600,
      expiresInSeconds: 3600,
      renewAt: 4570,
      serverTime: 1000,
      services: [],
    });
  });

  it.each<[Partial<IssuedService>, object]>([
    [
      { channel: 'test', user: '1234' },
      { service: 'rtc', channel: 'test', uid: 1234 },
    ],
    [
      { channel: 'test', user: 'zoe' },
      { service: 'rtc', channel: 'test', account: 'zoe' },
    ],
    [
      { channel: 'test', user: '0012' },
      { service: 'rtc', channel: 'test', account: '0012' },
    ],
    [
      { channel: 'test', user: '4294967296' },
      { service: 'rtc', channel: 'test', account: '4294967296' },
    ],
    [
      { channel: 'test', user: '' },
      { service: 'rtc', channel: 'test', uid: 0 },
    ],
    [
      { service: 'rtm', user: '1234' },
      { service: 'rtm', userId: '1234' },
    ],
    [
      { service: 'apaas', channel: 'math', user: 'zoe' },
      { service: 'apaas', room: 'math', userId: 'zoe' },
    ],
    [{ service: 'chat' }, { service: 'chat' }],
    [{ service: 'stt' }, { service: 'stt' }],
  ])('names %j as requests do: %j', (issued, named) => {
    expect(describeOne(issued)).toEqual({ ...named, privileges: {} });
  });

  it('has the end of each privilege', () => {
    const privileges = { joinChannel: 4600, publishAudioStream: 1600 };
    expect(describeOne({ privileges })?.privileges).toEqual(privileges);
  });

  it('renews 30 s before the first end of all, and not in the past', () => {
    expect(renewAtOf({})).toBe(4570);
    expect(renewAtOf({}, [4600, 1600])).toBe(1570);
    expect(renewAtOf({ expiresAt: 1010, expiresInSeconds: 10 })).toBe(1000);
    expect(renewAtOf({}, [1020])).toBe(1000);
  });
});
