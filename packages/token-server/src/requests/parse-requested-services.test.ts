import { describe, expect, it } from 'vitest';
import { parseRequestedServices } from './parse-requested-services.js';

const refused = (code: string, message = ''): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

describe('the services of a request', () => {
  it('are 1 to 16', () => {
    const all = Array.from({ length: 16 }, () => ({ service: 'stt' }));
    expect(parseRequestedServices(all)).toHaveLength(16);
    expect(() => parseRequestedServices([])).toThrow(refused('invalid_services'));
    expect(() => parseRequestedServices([...all, { service: 'stt' }])).toThrow(
      refused('invalid_services', '17'),
    );
  });

  it.each([{}, 'rtc', null, { length: 1, 0: { service: 'stt' } }])('are not %j', (value) => {
    expect(() => parseRequestedServices(value)).toThrow(refused('wrong_field_type', 'services'));
  });

  it('say which of them is none', () => {
    expect(() => parseRequestedServices([{ service: 'stt' }, ['rtc']])).toThrow(
      refused('wrong_field_type', 'services[1]'),
    );
  });
});
