import { rtc } from '@stagedoor/token';
import { describe, expect, it } from 'vitest';
import { sampleToken } from '../../test/sample-tokens.js';
import { HeaderIndex } from '../headers/header-index.js';
import { findShownToken, isOlderPair, serviceOfPath, serviceOfToken } from './shown-token.js';

const NONE = new HeaderIndex([]);

describe('findShownToken', () => {
  it.each(['agora token=abc', 'agora token abc', 'agora abc', 'agora token: abc', 'abc'])(
    'finds it in %j',
    (authorization) => {
      expect(findShownToken(authorization, NONE)).toEqual({ text: 'abc', userId: undefined });
    },
  );

  it('finds it in the headers of older clients', () => {
    const index = new HeaderIndex([
      ['x-agora-token', 'abc'],
      ['x-agora-uid', 'zoe'],
    ]);
    expect(findShownToken('', index)).toEqual({ text: 'abc', userId: 'zoe' });
    expect(findShownToken('', NONE)).toBeUndefined();
  });
});

describe('isOlderPair', () => {
  it('is a token of format 006 beside its user', () => {
    expect(isOlderPair({ text: '006abc', userId: 'zoe' })).toBe(true);
    expect(isOlderPair({ text: '006abc', userId: undefined })).toBe(false);
    expect(isOlderPair({ text: '007abc', userId: 'zoe' })).toBe(false);
  });
});

describe('the service', () => {
  it('is told by the path', () => {
    expect(serviceOfPath('/dev/v2/project/x/rtm/users')).toBe('rtm');
    expect(serviceOfPath('/api/conversational-ai-agent/v2/projects/x')).toBe('rtc');
    expect(serviceOfPath('/dev/v1/channel')).toBeUndefined();
  });

  it('is told by the token', () => {
    const channel = rtc({ channel: 'a', uid: 1, role: 'publisher' });
    expect(serviceOfToken(sampleToken([channel]))).toBe('rtc');
    expect(serviceOfToken('nonsense')).toBe('rtm');
  });
});
