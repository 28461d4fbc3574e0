import { rtc, rtm } from '@stagedoor/token';
import { expect, it } from 'vitest';
import { findTokenFault } from './find-token-fault.js';

it('finds nothing wrong with what a token can carry', () => {
  expect(findTokenFault(rtc({ channel: 'room', uid: 7, role: 'publisher' }))).toBeUndefined();
});

it('says what no token can carry', () => {
  expect(findTokenFault(rtc({ channel: 'é', uid: 7, role: 'publisher' }))).toMatch(
    /^the channel name has "é"/,
  );
  expect(findTokenFault(rtm({ userId: '' }))).toMatch(/^the user ID/);
});
