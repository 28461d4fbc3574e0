import { describe, expect, it } from 'vitest';
import { createGrant } from './create-grant.js';

describe('createGrant', () => {
  it('names the service and keeps what was asked for', () => {
    const options = { channel: '', uid: -1 };
    const grant = createGrant('rtc', options);
    expect(grant).toEqual({ service: 'rtc', channel: '', uid: -1 });
    expect(options).toEqual({ channel: '', uid: -1 });
  });

  it('names that service whatever else the options say', () => {
    expect(createGrant('rtc', { service: 'rtm', uid: 1 }).service).toBe('rtc');
  });
});
