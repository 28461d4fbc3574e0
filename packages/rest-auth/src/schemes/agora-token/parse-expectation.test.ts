import { verifyToken006 } from '@stagedoor/token/006';
import { describe, expect, it } from 'vitest';
import { InvalidAuthOptionError } from '../../errors.js';
import type { AgoraTokenExpectation } from './expectation.js';
import { parseExpectation } from './parse-expectation.js';

const APP_ID = '3f0c9a7b1d5e48269ab0c4d2e6f81735';

describe('parseExpectation', () => {
  it.each<AgoraTokenExpectation>([
    { appId: APP_ID, service: 'rtm' },
    { appId: APP_ID, service: 'rtm', userId: 'zoe', takesPair: true, verifyToken006 },
    { appId: APP_ID, service: 'rtc' },
    {
      appId: APP_ID,
      service: 'rtc',
      channel: 'stage-1',
      alsoRtm: false,
      allowWildcardChannel: true,
    },
  ])('copies %o', (expectation) => {
    const parsed = parseExpectation(expectation);
    expect(parsed).toEqual(expectation);
    expect(parsed).not.toBe(expectation);
  });

  it.each([
    ['a misspelt name', { appId: APP_ID, service: 'rtc', chanel: 'stage-1' }],
    ['a name of another service', { appId: APP_ID, service: 'rtm', channel: 'stage-1' }],
    ['a name of every object', { appId: APP_ID, service: 'rtm', toString: 'x' }],
    ['the pair, outside Signaling', { appId: APP_ID, service: 'rtc', takesPair: true }],
    ['a channel that is not there', { appId: APP_ID, service: 'rtc', channel: undefined }],
    ['a user that is not there', { appId: APP_ID, service: 'rtm', userId: undefined }],
    ['a channel that is no text', { appId: APP_ID, service: 'rtc', channel: 7 }],
    ['a flag that is a text', { appId: APP_ID, service: 'rtc', alsoRtm: 'yes' }],
    ['another service', { appId: APP_ID, service: 'chat' }],
    ['a service of every object', { appId: APP_ID, service: 'constructor' }],
    ['no service', { appId: APP_ID }],
    ['no App ID', { service: 'rtm' }],
    ['an App ID that is no text', { appId: 3, service: 'rtm' }],
    ['nothing', undefined],
  ])('refuses %s', (_, expectation) => {
    expect(() => parseExpectation(expectation as never)).toThrow(InvalidAuthOptionError);
  });
});
