import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { rtc, RTC_PRIVILEGES, RTC_ROLES, RTC_ROW } from './rtc.js';

describe('rtc', () => {
  it('names the service and keeps what was asked for, unchecked', () => {
    const options = { channel: '', uid: -1, role: 'publisher' } as const;
    expect(rtc(options)).toEqual({ service: 'rtc', channel: '', uid: -1, role: 'publisher' });
  });

  it('is always for RTC, whatever else the options say', () => {
    const options = { channel: 'a', uid: 1, role: 'publisher', service: 'rtm' } as const;
    expect(rtc(options).service).toBe('rtc');
  });
});

describe('the RTC row', () => {
  it('has the numbers of the format', () => {
    expect(RTC_ROW.type).toBe(1);
    expect(RTC_ROW.privileges).toEqual([
      { id: 1, name: 'joinChannel' },
      { id: 2, name: 'publishAudioStream' },
      { id: 3, name: 'publishVideoStream' },
      { id: 4, name: 'publishDataStream' },
    ]);
    expect(RTC_ROW.fields.map(({ name }) => name)).toEqual(['channel', 'uid']);
  });

  it('has the roles that are public, with the privileges of the official builders', () => {
    expect(Object.keys(RTC_ROW.roles)).toEqual([...RTC_ROLES]);
    expect(RTC_ROW.roles['publisher']).toEqual(RTC_PRIVILEGES);
    expect(RTC_ROW.roles['subscriber']).toEqual(['joinChannel']);
  });

  it('checks the fields of a grant', () => {
    const parse = (grant: object): unknown =>
      RTC_ROW.parseGrant({ service: 'rtc', ...grant } as never);
    expect(parse({ channel: 'a', uid: 0 })).toEqual({ channel: 'a', uid: '' });
    expect(parse({ channel: 'a', account: 'zoë' })).toEqual({ channel: 'a', uid: 'zoë' });
    expect(codeOf(() => parse({ channel: '*', uid: 1 }))).toBe('invalid_channel');
    expect(codeOf(() => parse({ channel: 'a' }))).toBe('invalid_uid');
    expect(codeOf(() => parse({ channel: 'a', account: '' }))).toBe('invalid_account');
  });

  it('checks the fields of an expectation, where they are given', () => {
    const parse = (wanted: object): unknown =>
      RTC_ROW.parseExpectation({ service: 'rtc', ...wanted } as never);
    expect(parse({})).toEqual({ channel: undefined, uid: undefined });
    expect(parse({ channel: 'a' })).toEqual({ channel: 'a', uid: undefined });
    expect(parse({ uid: 7 })).toEqual({ channel: undefined, uid: '7' });
    expect(parse({ account: '7' })).toEqual({ channel: undefined, uid: '7' });
    expect(codeOf(() => parse({ uid: 0 }))).toBe('invalid_uid');
    expect(codeOf(() => parse({ channel: '' }))).toBe('invalid_channel');
  });
});
