import { assert, integer, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseResumeTime } from './parse-resume-time.js';

const NOW = 1_795_242_600;

describe('parseResumeTime', () => {
  it.each([
    ['2026-11-29T19:00:00+08:00', '2026-11-29T11:00:00Z'],
    ['2026-11-29t19:00:00z', '2026-11-29T19:00:00Z'],
    ['2026-11-29T19:00:00-00:00', '2026-11-29T19:00:00Z'],
    ['2026-11-29T00:15:00+13:45', '2026-11-28T10:30:00Z'],
    ['2026-12-31T23:30:00-03:30', '2027-01-01T03:00:00Z'],
    ['2026-12-31T23:59:60Z', '2027-01-01T00:00:00Z'],
    ['2026-11-29T19:00:00.000Z', '2026-11-29T19:00:00Z'],
    ['2026-11-29T19:00:00.000000001Z', '2026-11-29T19:00:01Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['9999-12-31T23:59:59-23:59', '+010000-01-01T23:58:59Z'],
  ])('reads %s', (text, instant) => {
    expect(parseResumeTime(text, NOW)).toEqual({
      resumeTime: text,
      resumesAt: Date.parse(instant) / 1000,
    });
  });

  it('is seven days later where there is no text', () => {
    expect(parseResumeTime(undefined, NOW)).toEqual({
      resumeTime: '2026-11-28T06:30:00Z',
      resumesAt: NOW + 604_800,
    });
  });

  it('wants an instant after now', () => {
    expect(parseResumeTime('2026-11-21T06:30:01Z', NOW).resumesAt).toBe(NOW + 1);
    for (const text of ['2026-11-21T06:30:00Z', '0000-01-01T00:00:00Z', '0099-12-31T00:00:00Z']) {
      expect(() => parseResumeTime(text, NOW)).toThrow('in the future');
    }
  });

  it.each([
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-11-31T00:00:00Z',
    '2026-11-29T19:60:00Z',
    '2026-11-29T19:00:61Z',
    '2026-11-29T19:00:00+08:60',
    '2026-11-29T19:00:00.Z',
    '2026-11-29T19:00:00.1234567890Z',
    '2026-11-29T19:00Z',
    '2026-11-29T19:00:00 +08:00',
    ' 2026-11-29T19:00:00Z',
    '2026-11-29T19:00:00Z\n',
    '12026-11-29T19:00:00Z',
    '+002026-11-29T19:00:00Z',
    '２０２６-11-29T19:00:00Z',
  ])('refuses %j', (text) => {
    expect(() => parseResumeTime(text, NOW)).toThrow(
      expect.objectContaining({ code: 'invalid_resume_time' }),
    );
  });

  it('reads every instant that Date writes, and refuses everything else by its code', () => {
    const later = integer({ min: NOW + 1, max: 253_402_300_799 });
    assert(
      property(later, (at) => {
        const text = new Date(at * 1000).toISOString();
        expect(parseResumeTime(text, NOW).resumesAt).toBe(at);
      }),
    );
    assert(
      property(string({ unit: 'binary' }), (text) => {
        expect(() => parseResumeTime(text, NOW)).toThrow(
          expect.objectContaining({ code: 'invalid_resume_time' }),
        );
      }),
    );
  });
});
