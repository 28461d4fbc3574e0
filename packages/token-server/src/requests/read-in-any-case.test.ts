import { describe, expect, it } from 'vitest';
import { readInAnyCase } from './read-in-any-case.js';

const NAMES = ['uid', 'ChannelName'] as const;

describe('fields in any letter case', () => {
  it.each(['ChannelName', 'channelname', 'CHANNELNAME'])('are found as %s', (name) => {
    const found = readInAnyCase(new Map([[name, 'test']]), NAMES);
    expect([...found]).toEqual([['ChannelName', 'test']]);
  });

  it('are those that are asked for', () => {
    const fields = new Map([
      ['uid', 1],
      ['other', 2],
      ['OTHER', 3],
    ]);
    expect([...readInAnyCase(fields, NAMES)]).toEqual([['uid', 1]]);
  });

  it.each(['uid', 'Uid', 'UID'])('may not be there in two spellings: uId and %s', (name) => {
    const fields = new Map([
      ['uId', 1],
      [name, 1],
    ]);
    expect(() => readInAnyCase(fields, NAMES)).toThrow(
      expect.objectContaining({ code: 'repeated_field', message: expect.stringContaining('uid') }),
    );
  });

  it('are not found by letters that only look alike, or become alike in capitals', () => {
    expect(readInAnyCase(new Map([['uıd', 1]]), NAMES).size).toBe(0);
  });
});
