import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.js';
import { parseWantedService, SERVICE_NAMES } from './parse-wanted-service.js';

describe('parseWantedService', () => {
  it('wants nothing where nothing is given', () => {
    expect(parseWantedService({})).toBeUndefined();
  });

  it.each([
    [{ channel: 'a' }, 'rtc'],
    [{ uid: 7 }, 'rtc'],
    [{ account: 'zoe' }, 'rtc'],
    [{ privilege: ['joinChannel'] }, 'rtc'],
    [{ service: 'fcdn', channel: 'a', uid: 7, privilege: ['play'] }, 'fcdn'],
    [{ service: 'rtm2', userId: 'zoe' }, 'rtm2'],
    [{ service: 'apaas', room: 'a', userId: 'zoe' }, 'apaas'],
    [{ channel: 'a', allowWildcardChannel: true, uid: 7, allowWildcardUid: true }, 'rtc'],
  ] as const)('%j is about %s', (options, service) => {
    const { privilege, service: _, ...fields } = { privilege: undefined, service, ...options };
    expect(parseWantedService(options)).toEqual({ service, ...fields, privileges: privilege });
  });

  it('takes every service by its name alone', () => {
    expect(SERVICE_NAMES).toHaveLength(10);
    for (const service of SERVICE_NAMES) {
      expect(parseWantedService({ service })).toEqual({ service });
    }
  });

  it.each([
    [{ userId: 'zoe' }, '--user-id needs --service: rtm, rtm2, chat, apaas'],
    [{ room: 'a' }, '--room needs --service: apaas'],
    [{ service: 'rtm', channel: 'a' }, '--channel says nothing about rtm'],
    [{ service: 'rtm', uid: 7 }, '--uid says nothing about rtm; it is for rtc, streaming, fcdn'],
    [{ service: 'rtc', userId: 'zoe' }, '--user-id says nothing about rtc'],
    [{ service: 'chat', room: 'a' }, '--room says nothing about chat'],
    [{ service: 'fpa', account: 'zoe' }, '--account says nothing about fpa'],
    [{ uid: 7, account: 'zoe' }, 'either --uid or --account'],
    [{ allowWildcardChannel: true }, '--allow-wildcard-channel needs --channel'],
    [{ uid: 7, allowWildcardChannel: true }, '--allow-wildcard-channel needs --channel'],
    [{ channel: 'a', allowWildcardUid: true }, '--allow-wildcard-uid needs --uid or --account'],
    [{ service: 'rtm', userId: 'zoe', allowWildcardUid: true }, '--allow-wildcard-uid needs'],
  ] as const)('%j makes no sense: %s', (options, reason) => {
    expect(() => parseWantedService(options)).toThrow(UsageError);
    expect(() => parseWantedService(options)).toThrow(reason);
  });
});
