import { describe, expect, it } from 'vitest';
import type { TokenRequest } from '../requests/token-request.js';
import { parseQuickstartBody } from './parse-quickstart-body.js';

const parse = (text: string): TokenRequest => parseQuickstartBody(new TextEncoder().encode(text));
const parseFields = (fields: object): TokenRequest => parse(JSON.stringify(fields));
const refused = (code: string, message = ''): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

describe('the body of POST /fetch_rtc_token', () => {
  it('is what the documents show', () => {
    const user = { kind: 'uid', uid: 1234 };
    expect(parse('{"uid": 1234, "ChannelName": "test", "role": 1}')).toEqual({
      services: [{ service: 'rtc', channel: 'test', user, role: 'publisher' }],
    });
  });

  it.each(['channelName', 'channelname', 'CHANNELNAME'])('may write the channel as %s', (name) => {
    expect(parseFields({ UID: 1, [name]: 'test', Role: 2 })).toMatchObject({
      services: [{ channel: 'test', role: 'subscriber' }],
    });
  });

  it.each([
    [0, 'publisher'],
    [1, 'publisher'],
    [101, 'publisher'],
    [2, 'subscriber'],
  ])('takes role %i for a %s', (role, name) => {
    expect(parseFields({ uid: 1, ChannelName: 'test', role })).toMatchObject({
      services: [{ role: name }],
    });
  });

  it('may ask for any user', () => {
    expect(parseFields({ uid: 0, ChannelName: 'test', role: 2 })).toMatchObject({
      services: [{ user: { kind: 'anyone' } }],
    });
  });

  it('may have fields of its own', () => {
    expect(() => parseFields({ uid: 1, ChannelName: 'test', role: 1, app: 'mine' })).not.toThrow();
  });

  it('is not fooled by names of the prototype', () => {
    const text = '{"__proto__": {"uid": 1}, "constructor": 1, "ChannelName": "test", "role": 1}';
    expect(() => parse(text)).toThrow(refused('missing_field', 'uid'));
  });

  it('must be a JSON object', () => {
    expect(() => parse('[]')).toThrow(refused('invalid_json'));
  });

  it.each([
    ['uid', { ChannelName: 'test', role: 1 }],
    ['ChannelName', { uid: 1, role: 1 }],
    ['role', { uid: 1, ChannelName: 'test' }],
  ])('must have %s: nothing is open because it was left out', (field, fields) => {
    expect(() => parseFields(fields)).toThrow(refused('missing_field', field));
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
    expect(() => parseFields(fields)).toThrow(refused('wrong_field_type', field));
  });

  it.each([
    '{"uid":1,"ChannelName":"a","channelName":"b","role":1}',
    '{"uid":1,"ChannelName":"a","ChannelName":"b","role":1}',
  ])('may not say a field twice: %s', (text) => {
    expect(() => parse(text)).toThrow(refused('repeated_field', 'ChannelName'));
  });

  it.each([3, -1, 1.5, 102, 1e9])('may not have role %d', (role) => {
    expect(() => parseFields({ uid: 1, ChannelName: 'test', role })).toThrow(
      refused('unknown_role'),
    );
  });
});
