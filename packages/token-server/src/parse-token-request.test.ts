import { describe, expect, it } from 'vitest';
import { parseTokenRequest } from './parse-token-request.js';

const parse = (text: string): unknown => parseTokenRequest(new TextEncoder().encode(text));
const parseFields = (fields: object): unknown => parse(JSON.stringify(fields));

describe('the body of a token request', () => {
  it('is what the documents show', () => {
    expect(parse('{"uid": 1234, "ChannelName": "test", "role": 1}')).toEqual({
      uid: 1234,
      channel: 'test',
      role: 'publisher',
    });
  });

  it.each(['channelName', 'channelname', 'CHANNELNAME'])('may write the channel as %s', (name) => {
    expect(parseFields({ UID: 1, [name]: 'test', Role: 2 })).toEqual({
      uid: 1,
      channel: 'test',
      role: 'subscriber',
    });
  });

  it.each([
    [0, 'publisher'],
    [1, 'publisher'],
    [101, 'publisher'],
    [2, 'subscriber'],
  ])('takes role %i for a %s', (role, name) => {
    expect(parseFields({ uid: 1, ChannelName: 'test', role })).toMatchObject({ role: name });
  });

  it('may have fields of its own', () => {
    expect(() => parseFields({ uid: 1, ChannelName: 'test', role: 1, app: 'mine' })).not.toThrow();
  });

  it('is not fooled by names of the prototype', () => {
    const text = '{"__proto__": {"uid": 1}, "constructor": 1, "ChannelName": "test", "role": 1}';
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'missing_field' }));
  });

  it.each(['', 'null', '[]', '"text"', '7', '{', '{"uid": 1,}', "{'uid': 1}", '{"uid": NaN}'])(
    'must be a JSON object: %s is none',
    (text) => {
      expect(() => parse(text)).toThrow(
        expect.objectContaining({ code: 'invalid_json', status: 400 }),
      );
    },
  );

  it('must be UTF-8', () => {
    const bytes = Uint8Array.of(0x22, 0xff, 0x22);
    expect(() => parseTokenRequest(bytes)).toThrow(
      expect.objectContaining({ code: 'invalid_json' }),
    );
  });

  it.each([
    ['uid', { ChannelName: 'test', role: 1 }],
    ['ChannelName', { uid: 1, role: 1 }],
    ['role', { uid: 1, ChannelName: 'test' }],
  ])('must have %s: nothing is open because it was left out', (field, fields) => {
    expect(() => parseFields(fields)).toThrow(
      expect.objectContaining({ code: 'missing_field', message: expect.stringContaining(field) }),
    );
  });

  it.each([
    ['uid', { uid: '1234', ChannelName: 'test', role: 1 }],
    ['uid', { uid: null, ChannelName: 'test', role: 1 }],
    ['uid', { uid: [1234], ChannelName: 'test', role: 1 }],
    ['ChannelName', { uid: 1, ChannelName: 7, role: 1 }],
    ['ChannelName', { uid: 1, ChannelName: {}, role: 1 }],
    ['role', { uid: 1, ChannelName: 'test', role: '1' }],
    ['role', { uid: 1, ChannelName: 'test', role: true }],
  ])('names %s where its type is wrong: %j', (field, fields) => {
    expect(() => parseFields(fields)).toThrow(
      expect.objectContaining({
        code: 'wrong_field_type',
        message: expect.stringContaining(field),
      }),
    );
  });

  it('may not say a field twice in different letter case', () => {
    expect(() => parse('{"uid":1,"ChannelName":"a","channelName":"b","role":1}')).toThrow(
      expect.objectContaining({ code: 'repeated_field' }),
    );
  });

  it.each([3, -1, 1.5, 102, 1e9])('may not have role %d', (role) => {
    expect(() => parseFields({ uid: 1, ChannelName: 'test', role })).toThrow(
      expect.objectContaining({ code: 'unknown_role' }),
    );
  });
});
