import { describe, expect, it } from 'vitest';
import { UsageError } from '../errors.js';
import { parseWanted006 } from './parse-wanted-006.js';

const AT_7 = { channel: 'a', uid: 7 } as const;

describe('parseWanted006', () => {
  it.each([
    [AT_7, AT_7],
    [
      { service: 'rtc', channel: 'a', account: 'zoe' },
      { channel: 'a', account: 'zoe' },
    ],
    [{ userId: 'zoe' }, { userId: 'zoe' }],
    [{ service: 'rtm', userId: 'zoe' }, { userId: 'zoe' }],
    [{ ...AT_7, strict: true, allowWildcardChannel: true }, AT_7],
  ] as const)('%j wants %j', (options, subject) => {
    expect(parseWanted006(options)).toEqual(subject);
  });

  it('passes on privileges, and that any user will do', () => {
    const options = { ...AT_7, privilege: ['publishAudioStream'], allowWildcardUid: true } as const;
    expect(parseWanted006(options)).toEqual({
      ...AT_7,
      privileges: ['publishAudioStream'],
      allowWildcardUid: true,
    });
  });

  it.each([
    [{}, 'give --channel with --uid or --account, or --user-id'],
    [{ service: 'rtm' }, 'give --channel with --uid or --account, or --user-id'],
    [{ channel: 'a' }, 'give --channel'],
    [{ uid: 7 }, 'give --channel'],
    [{ account: 'zoe', privilege: ['joinChannel'] }, 'give --channel'],
    [{ ...AT_7, account: 'zoe' }, 'give either --uid or --account'],
    [{ ...AT_7, userId: 'zoe' }, '--channel says nothing about rtm'],
    [{ service: 'rtc', userId: 'zoe' }, '--user-id says nothing about rtc'],
    [{ ...AT_7, room: 'math' }, '--room says nothing about rtc'],
    [{ service: 'chat', userId: 'zoe' }, 'rtc or rtm, and not for chat'],
    [{ service: 'rtm2', userId: 'zoe' }, 'rtc or rtm, and not for rtm2'],
    [{ userId: 'zoe', allowWildcardUid: true }, '--allow-wildcard-uid needs --uid or --account'],
  ] as const)('refuses %j: %s', (options, message) => {
    expect(() => parseWanted006(options)).toThrow(UsageError);
    expect(() => parseWanted006(options)).toThrow(message);
  });
});
