import { describe, expect, it } from 'vitest';
import { rtc, RTC_PRIVILEGES, RTC_ROLES } from './rtc.js';
import { findServiceByName } from './service-table.js';

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

describe('the roles of RTC', () => {
  it('have the privileges of the official builders', () => {
    const { roles } = findServiceByName('rtc')!;
    expect(Object.keys(roles)).toEqual([...RTC_ROLES]);
    expect(roles['publisher']).toEqual(RTC_PRIVILEGES);
    expect(roles['subscriber']).toEqual(['joinChannel']);
  });
});
