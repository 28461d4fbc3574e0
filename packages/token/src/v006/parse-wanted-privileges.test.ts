import { describe, expect, it } from 'vitest';
import { codeOf } from '../../test/catch-token-error.js';
import { parseWantedPrivileges } from './parse-wanted-privileges.js';
import { RTC_006, RTM_006 } from './service-table.js';

describe('parseWantedPrivileges', () => {
  it('always wants that which opens the service', () => {
    expect(parseWantedPrivileges(RTC_006)).toEqual(['joinChannel']);
    expect(parseWantedPrivileges(RTM_006, [])).toEqual(['login']);
    expect(parseWantedPrivileges(RTC_006, ['publishDataStream'])).toEqual([
      'joinChannel',
      'publishDataStream',
    ]);
  });

  it.each([['login'], [undefined], [1]])('refuses %s in a channel', (name) => {
    expect(codeOf(() => parseWantedPrivileges(RTC_006, [name]))).toBe('invalid_privilege');
  });

  it.each([['joinChannel'], [null], [{ joinChannel: 0 }]])('refuses %j for a list', (listed) => {
    expect(codeOf(() => parseWantedPrivileges(RTC_006, listed))).toBe('invalid_privilege');
  });
});
